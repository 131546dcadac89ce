import { type Scope, SCOPES } from '@app/domain';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';

const ORIGIN = 'https://time.example.org';
const METHODS: ApiPropertyOptions = {
  type: [String],
  example: ['client_secret_post', 'client_secret_basic', 'none'],
};

/** The metadata that an application needs to ask for access. Source: RFC 8414 section 2. */
export class AuthorizationServerDto {
  @ApiProperty({ format: 'uri', example: ORIGIN })
  readonly issuer!: string;

  @ApiProperty({ format: 'uri', example: `${ORIGIN}/oauth/authorize` })
  readonly authorization_endpoint!: string;

  @ApiProperty({ format: 'uri', example: `${ORIGIN}/oauth/token` })
  readonly token_endpoint!: string;

  @ApiProperty({ format: 'uri', example: `${ORIGIN}/oauth/revoke` })
  readonly revocation_endpoint!: string;

  @ApiProperty({ enum: SCOPES, isArray: true })
  readonly scopes_supported!: readonly Scope[];

  @ApiProperty({ type: [String], example: ['code'] })
  readonly response_types_supported!: readonly string[];

  @ApiProperty({ type: [String], example: ['query'] })
  readonly response_modes_supported!: readonly string[];

  @ApiProperty({ type: [String], example: ['authorization_code'] })
  readonly grant_types_supported!: readonly string[];

  @ApiProperty(METHODS)
  readonly token_endpoint_auth_methods_supported!: readonly string[];

  @ApiProperty(METHODS)
  readonly revocation_endpoint_auth_methods_supported!: readonly string[];

  @ApiProperty({ type: [String], example: ['S256'] })
  readonly code_challenge_methods_supported!: readonly string[];

  @ApiProperty({ description: 'Answers to authorization requests have `iss` (RFC 9207).' })
  readonly authorization_response_iss_parameter_supported!: boolean;

  @ApiProperty({ format: 'uri', example: `${ORIGIN}/api/docs` })
  readonly service_documentation!: string;
}
