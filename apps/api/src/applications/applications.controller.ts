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

/** The applications that may ask users for access, managed by the administrator. */
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
    summary: 'Registers an application; only this answer shows its secret',
  })
  @ApiCreatedResponse({ type: RegisteredApplicationDto })
  register(
    @Body() { name, redirectUris, scopes, public: isPublic = false }: RegisterApplicationDto,
  ): Promise<RegisteredApplicationDto> {
    return this.applications.register({ name, redirectUris, scopes, isPublic }, this.clock());
  }

  @Get(':clientId')
  @ApiOperation({ operationId: 'readApplication', summary: 'Reads the registration of an application' })
  @ApiOkResponse({ type: ApplicationDto })
  @ApiRefusals(404)
  async read(@Param('clientId') clientId: string): Promise<ApplicationDto> {
    const application = await this.applications.registrationOf(clientId);
    if (!application) throw new DomainError('unknown_application', 'There is no such application.');
    const { secretHash, name, redirectUris, scopes } = application;
    return { clientId, name, redirectUris, scopes, public: secretHash === undefined };
  }

  /** Makes a new secret. The old one stops working. Tokens stay valid. */
  @Post(':clientId/secret')
  @ApiOperation({
    operationId: 'rotateApplicationSecret',
    summary: 'Makes a new secret; the old one stops working',
  })
  @ApiCreatedResponse({ type: ApplicationSecretDto })
  @ApiRefusals(400, 404)
  rotateSecret(@Param('clientId') clientId: string): Promise<ApplicationSecretDto> {
    return this.applications.rotateSecret(clientId, this.clock());
  }

  /** Removes the application. All of its tokens stop working. */
  @Delete(':clientId')
  @HttpCode(204)
  @ApiOperation({ operationId: 'removeApplication', summary: 'Removes an application, with every token that it holds' })
  @ApiNoContentResponse()
  @ApiRefusals(404)
  remove(@Param('clientId') clientId: string): Promise<void> {
    return this.applications.remove(clientId, this.clock());
  }
}
