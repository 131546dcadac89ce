import { Controller, HttpCode, Ip, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { AnyoneMayCall } from '../ground/anyone-may-call.js';
import { Refusals } from '../limits/refusals.js';
import { readClientRequest } from './client-request.js';
import { TokenEndpoint } from './token-endpoint.js';
import { TokenError, type TokenErrorCode } from './token-error.js';
import { TokenErrorFilter } from './token-error.filter.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiRefusals } from '../openapi/api-refusals.js';
import { ApiParameters } from '../openapi/documented-parameters.js';
import { RevocationRequestDto, TokenAnswerDto, TokenRequestDto } from './token.dto.js';

/** Refusals of a wrong guess. */
const GUESSES: ReadonlySet<TokenErrorCode> = new Set(['invalid_client', 'invalid_grant']);

/**
 * Requests that applications send for themselves, with their own secret: to exchange a code for a
 * token, and to revoke a token.
 */
@Controller('oauth')
@AnyoneMayCall()
@UseFilters(TokenErrorFilter)
export class TokenController {
  constructor(
    private readonly tokens: TokenEndpoint,
    private readonly refusals: Refusals,
  ) {}

  /** Source: RFC 6749 section 4.1.3. */
  @Post('token')
  @HttpCode(200)
  @ApiOperation({
    operationId: 'exchangeCode',
    summary: 'Exchanges a code for an access token (RFC 6749 section 4.1.3)',
  })
  @ApiParameters(TokenRequestDto)
  @ApiOkResponse({ type: TokenAnswerDto })
  @ApiRefusals(401, 429)
  token(
    @Ip() address: string | undefined,
    @Req() request: Request,
    @Res({ passthrough: true }) response: Response,
  ): Promise<TokenAnswerDto> {
    response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' });
    return this.counted(address, () => this.tokens.exchange(readClientRequest(request)));
  }

  /** Source: RFC 7009 section 2.1. */
  @Post('revoke')
  @HttpCode(200)
  @ApiOperation({ operationId: 'revokeToken', summary: 'Revokes an access token (RFC 7009)' })
  @ApiParameters(RevocationRequestDto)
  @ApiOkResponse({ description: 'The token does not work any more. There is no body.' })
  @ApiRefusals(401, 429)
  revoke(@Ip() address: string | undefined, @Req() request: Request): Promise<void> {
    return this.counted(address, () => this.tokens.takeBack(readClientRequest(request)));
  }

  /**
   * Counts refusals by the address of the client. This limits how many secrets and codes one
   * address can guess.
   */
  private async counted<T>(address: string | undefined, answer: () => Promise<T>): Promise<T> {
    try {
      return await answer();
    } catch (error) {
      if (error instanceof TokenError && GUESSES.has(error.code)) this.refusals.count(address);
      throw error;
    }
  }
}
