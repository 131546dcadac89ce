import { Controller, Get, Req, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { SessionCookie } from '../guards/cookies/session-cookie.js';
import { csrfTokenOf } from '../guards/csrf.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { Accounts } from '../identity/accounts.js';

/** What the pages must know of the person who is signed in. */
export class SessionDto {
  @ApiProperty({ example: 'ada@example.org' })
  readonly email!: string;

  @ApiProperty({ example: 'Europe/Berlin', description: 'The IANA name of the zone of the account’s days.' })
  readonly timeZone!: string;

  @ApiProperty({ description: 'Goes into the header `X-CSRF-Token` of each change.' })
  readonly csrfToken!: string;
}

/** The session of a browser. */
@Controller('api/v1/session')
@UseGuards(SessionGuard)
export class SessionController {
  constructor(
    private readonly accounts: Accounts,
    private readonly cookie: SessionCookie,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readSession', summary: 'Reads who is signed in, and the token for changes' })
  @ApiOkResponse({ type: SessionDto })
  async read(@CurrentPrincipal() { userId }: Principal, @Req() request: Request): Promise<SessionDto> {
    const { email, timeZone } = await this.accounts.accountOf(userId);
    return { email, timeZone, csrfToken: csrfTokenOf(this.cookie.read(request) ?? '') };
  }
}
