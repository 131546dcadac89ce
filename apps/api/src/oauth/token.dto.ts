import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

const SECRET_WORDS = 'Not for an application that cannot keep a secret. Both may be in Authorization: Basic instead.';

/** The request of a token for a code. Source: RFC 6749 section 4.1.3. */
export class TokenRequestDto {
  @ApiProperty({ enum: ['authorization_code'] })
  grant_type!: string;

  @ApiProperty({ description: 'The code that the user’s browser brought back.' })
  code!: string;

  @ApiProperty({ format: 'uri', example: 'https://app.example/done' })
  redirect_uri!: string;

  @ApiPropertyOptional({ format: 'uuid' })
  client_id?: string;

  @ApiPropertyOptional({ description: SECRET_WORDS })
  client_secret?: string;

  @ApiPropertyOptional({ description: 'The text whose hash was in the request of the code (PKCE).' })
  code_verifier?: string;
}

/** The request to revoke a token. Source: RFC 7009 section 2.1. */
export class RevocationRequestDto {
  @ApiProperty({ description: 'An access token of the application.' })
  token!: string;

  @ApiPropertyOptional({ format: 'uuid' })
  client_id?: string;

  @ApiPropertyOptional({ description: SECRET_WORDS })
  client_secret?: string;
}

/** The token for a code. Source: RFC 6749 section 5.1. A token lives until it is revoked. */
export class TokenAnswerDto {
  @ApiProperty()
  readonly access_token!: string;

  @ApiProperty({ enum: ['Bearer'] })
  readonly token_type!: 'Bearer';

  @ApiProperty({ example: 'time_data highlight_data', description: 'What the user allowed, separated by blanks.' })
  readonly scope!: string;

  @ApiProperty({ type: 'integer', example: 1795262400, description: 'A Unix time.' })
  readonly created_at!: number;
}
