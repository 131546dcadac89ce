import { DomainError } from '@app/domain';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { AdminGuard } from '../guards/admin.guard.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import {
  ApplicationDto,
  ApplicationSecretDto,
  RegisterApplicationDto,
  RegisteredApplicationDto,
} from './applications.dto.js';
import { Applications } from '../identity/applications.js';
import { ApiCreatedResponse, ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';

/** The applications that may ask users for access, for the administrator. */
@Controller('api/v1/oauth-applications')
@UseGuards(AdminGuard)
export class ApplicationsController {
  constructor(
    private readonly applications: Applications,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  @ApiOperation({
    operationId: 'registerApplication',
    summary: 'Registers an application; the answer alone shows its secret',
  })
  @ApiCreatedResponse({ type: RegisteredApplicationDto })
  register(
    @Body() { name, redirectUris, scopes, public: isPublic = false }: RegisterApplicationDto,
  ): Promise<RegisteredApplicationDto> {
    return this.applications.register({ name, redirectUris, scopes, isPublic }, this.clock());
  }

  @Get(':clientId')
  @ApiOperation({ operationId: 'readApplication', summary: 'Reads what an application was registered with' })
  @ApiOkResponse({ type: ApplicationDto })
  @ApiRefusals(404)
  async read(@Param('clientId') clientId: string): Promise<ApplicationDto> {
    const application = await this.applications.of(clientId);
    if (!application) throw new DomainError('unknown_application', 'There is no such application.');
    const { secretHash, name, redirectUris, scopes } = application;
    return { clientId, name, redirectUris, scopes, public: secretHash === undefined };
  }

  /** Another secret; the one before opens nothing any more, the tokens stay. */
  @Post(':clientId/secret')
  @ApiOperation({
    operationId: 'rotateApplicationSecret',
    summary: 'Makes another secret; the one before opens nothing any more',
  })
  @ApiCreatedResponse({ type: ApplicationSecretDto })
  @ApiRefusals(400, 404)
  rotateSecret(@Param('clientId') clientId: string): Promise<ApplicationSecretDto> {
    return this.applications.rotateSecret(clientId, this.clock());
  }

  /** Every token that it holds opens nothing any more. */
  @Delete(':clientId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeApplication', summary: 'Removes an application, with every token that it holds' })
  @ApiNoContentResponse()
  @ApiRefusals(404)
  remove(@Param('clientId') clientId: string): Promise<void> {
    return this.applications.remove(clientId, this.clock());
  }
}
