import { SCOPES } from '@app/domain';
import { Controller, Get, Inject, Req } from '@nestjs/common';
import type { Request } from 'express';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { type OriginSettings, ownOrigin } from '../front/own-origin.js';
import { SETTINGS } from '../ground/settings.module.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { AuthorizationServerDto } from './metadata.dto.js';

/** The metadata that an application needs to ask for access. Source: RFC 8414. */
@Controller('.well-known/oauth-authorization-server')
@AnyoneMayCall()
export class MetadataController {
  constructor(@Inject(SETTINGS) private readonly settings: OriginSettings) {}

  @Get()
  @ApiOperation({
    operationId: 'readAuthorizationServer',
    summary: 'Reads what an application needs to ask for access (RFC 8414)',
  })
  @ApiOkResponse({ type: AuthorizationServerDto })
  @ApiRefusals(404)
  read(@Req() request: Request): AuthorizationServerDto {
    const issuer = ownOrigin(this.settings, request);
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
      authorization_response_iss_parameter_supported: true,
      service_documentation: `${issuer}/api/docs`,
    };
  }
}
