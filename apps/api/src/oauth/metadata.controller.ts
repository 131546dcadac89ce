import { SCOPES } from '@app/domain';
import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { ownOrigin } from '../http/own-origin.js';
import { SETTINGS } from '../ground/settings.module.js';
import type { ApiSettings } from '@app/settings';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { AuthorizationServerDto } from './metadata.dto.js';

/** The metadata that an application needs to ask for access. Source: RFC 8414. */
@Controller('.well-known/oauth-authorization-server')
@AnyoneMayCall()
export class MetadataController {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<ApiSettings, 'publicUrl'>) {}

  @Get()
  @ApiOperation({
    operationId: 'readAuthorizationServer',
    summary: 'Reads what an application needs to ask for access (RFC 8414)',
  })
  @ApiOkResponse({ type: AuthorizationServerDto })
  @ApiRefusals(404)
  read(@Req() request: Request): AuthorizationServerDto {
    const issuer = ownOrigin(request, this.settings.publicUrl);
    return {
      issuer,
      authorization_endpoint: `${issuer}/oauth/authorize`,
      token_endpoint: `${issuer}/oauth/token`,
      revocation_endpoint: `${issuer}/oauth/revoke`,
      scopes_supported: SCOPES,
      response_types_supported: ['code'],
      response_modes_supported: ['query'],
      grant_types_supported: ['authorization_code'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'none'],
      revocation_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'none'],
      code_challenge_methods_supported: ['S256'],
      service_documentation: `${issuer}/api/docs`,
    };
  }
}
