import { Controller, Delete, Get, HttpCode, Inject, Param, UseGuards } from '@nestjs/common';
import { OwnerGuard } from '../guards/owner.guard.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { ConnectedApplications } from './connected-applications.js';
import { Grants } from './grants.js';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ConnectedApplicationListDto } from './applications.dto.js';

/** The applications to which a user gave access. */
@Controller('api/v1/connected-applications')
@UseGuards(OwnerGuard)
export class ConnectedApplicationsController {
  constructor(
    private readonly connected: ConnectedApplications,
    private readonly grants: Grants,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'listConnectedApplications', summary: 'Lists the applications with access' })
  @ApiOkResponse({ type: ConnectedApplicationListDto })
  async list(@CurrentPrincipal() { userId }: Principal): Promise<ConnectedApplicationListDto> {
    return { applications: await this.connected.listOf(userId) };
  }

  /** All tokens that the application has for this user stop working. */
  @Delete(':clientId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'disconnectApplication', summary: 'Takes back what the user allowed an application' })
  @ApiNoContentResponse()
  disconnect(@CurrentPrincipal() { userId }: Principal, @Param('clientId') clientId: string): Promise<void> {
    return this.grants.disconnect(userId, clientId, this.clock());
  }
}
