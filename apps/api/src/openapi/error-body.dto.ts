import { ApiProperty } from '@nestjs/swagger';
import { ERROR_CODES, type ErrorCode } from '../http/errors.js';

/** What is wrong with a request, in our own contract. */
export class ErrorReasonDto {
  @ApiProperty({
    description: 'A stable name for programs. Later versions may add names.',
    enum: ERROR_CODES,
    enumName: 'ErrorCode',
    example: 'invalid_request',
  })
  code!: ErrorCode;

  @ApiProperty({
    description: 'A sentence for people.',
    example: 'The request does not have the documented form.',
  })
  message!: string;

  @ApiProperty({
    description: 'What is wrong with each field, when the form of the request is wrong.',
    type: [String],
    required: false,
    example: ['name must be a string'],
  })
  details?: string[];
}

/** The body of every error of our own contract. */
export class ErrorBodyDto {
  @ApiProperty({ type: ErrorReasonDto })
  error!: ErrorReasonDto;
}

/** The body of every error of the documented API (`/anapi`, `/api/oauth`). */
export class DocumentedErrorBodyDto {
  @ApiProperty({ description: 'A heading that begins with `# `.', example: '# query error' })
  error!: string;

  @ApiProperty({
    description: 'A sentence for people.',
    example: 'Error: Likely a badly formatted or missing parameter',
  })
  messages!: string;
}

/** The body of every error of the token and revocation endpoints. Source: RFC 6749 section 5.2. */
export class TokenErrorBodyDto {
  @ApiProperty({
    enum: [
      'invalid_request',
      'invalid_client',
      'invalid_grant',
      'unauthorized_client',
      'unsupported_grant_type',
      'unsupported_token_type',
    ],
    example: 'invalid_grant',
  })
  error!: string;

  @ApiProperty({ description: 'A sentence for people.', example: 'The code is not valid.' })
  error_description!: string;
}
