import { Controller, HttpCode, Post, Req, Res, UseFilters } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Public } from '../access/public.js';
import { readClientRequest } from './client-request.js';
import { TokenEndpoint, type TokenAnswer } from './token-endpoint.js';
import { TokenErrorFilter } from './token-error.filter.js';

/** What applications ask for themselves, with their own secret: a token for a code, and to take a token back. */
@Controller('oauth')
@Public()
@UseFilters(TokenErrorFilter)
export class TokenController {
  constructor(private readonly tokens: TokenEndpoint) {}

  /** Source: RFC 6749 section 4.1.3. */
  @Post('token')
  @HttpCode(200)
  token(@Req() request: Request, @Res({ passthrough: true }) response: Response): Promise<TokenAnswer> {
    response.set({ 'Cache-Control': 'no-store', Pragma: 'no-cache' });
    return this.tokens.exchange(readClientRequest(request));
  }

  /** Source: RFC 7009 section 2.1. */
  @Post('revoke')
  @HttpCode(200)
  revoke(@Req() request: Request): Promise<void> {
    return this.tokens.takeBack(readClientRequest(request));
  }
}
