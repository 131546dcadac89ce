import { DomainError } from '@app/domain';
import { Body, Controller, Delete, Get, HttpCode, Inject, Param, Post, UseGuards } from '@nestjs/common';
import { AdminGuard } from '../guards/admin.guard.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { RegisterApplicationDto } from './applications.dto.js';
import { Applications } from '../identity/applications.js';

/** The applications that may ask users for access, for the administrator. */
@Controller('api/v1/oauth-applications')
@UseGuards(AdminGuard)
export class ApplicationsController {
  constructor(
    private readonly applications: Applications,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Post()
  register(@Body() { name, redirectUris, scopes, public: isPublic = false }: RegisterApplicationDto) {
    return this.applications.register({ name, redirectUris, scopes, isPublic }, this.clock());
  }

  @Get(':clientId')
  async read(@Param('clientId') clientId: string) {
    const application = await this.applications.of(clientId);
    if (!application) throw new DomainError('unknown_application', 'There is no such application.');
    const { secretHash, name, redirectUris, scopes } = application;
    return { clientId, name, redirectUris, scopes, public: secretHash === undefined };
  }

  /** Another secret; the one before opens nothing any more, the tokens stay. */
  @Post(':clientId/secret')
  rotateSecret(@Param('clientId') clientId: string) {
    return this.applications.rotateSecret(clientId, this.clock());
  }

  /** Every token that it holds opens nothing any more. */
  @Delete(':clientId')
  @HttpCode(204)
  remove(@Param('clientId') clientId: string): Promise<void> {
    return this.applications.remove(clientId, this.clock());
  }
}
