import { type ArgumentsHost, Catch, type ExceptionFilter } from '@nestjs/common';
import type { Response } from 'express';
import { TokenError } from './token-error.js';

/** Sends refusals of the token and revocation endpoints in the form of RFC 6749 section 5.2. */
@Catch(TokenError)
export class TokenErrorFilter implements ExceptionFilter<TokenError> {
  catch({ code, message }: TokenError, host: ArgumentsHost): void {
    const response = host.switchToHttp().getResponse<Response>();
    if (code === 'invalid_client') response.set('WWW-Authenticate', 'Basic realm="Timeledger"');
    response
      .status(code === 'invalid_client' ? 401 : 400)
      .set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' })
      .json({ error: code, error_description: message });
  }
}
