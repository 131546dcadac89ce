import type { EventStore } from '@app/event-store';
import { Controller, Get, Inject, Req, UseGuards } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiProperty } from '@nestjs/swagger';
import type { Request } from 'express';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { SessionCookie } from '../guards/cookies/session-cookie.js';
import { csrfTokenOf } from '../guards/csrf.js';
import { SessionGuard } from '../guards/session.strategy.js';
import { Accounts } from '../identity/accounts.js';
import { LiveChanges } from '../live/live-changes.js';
import { liveIdOf } from '../live/live-id.js';
import { EVENT_STORE } from '../stores/tokens.js';

/** What the pages must know of the person who is signed in. */
export class SessionDto {
  @ApiProperty({ format: 'uuid', description: 'The id of the user, which stays when the address changes.' })
  readonly userId!: string;

  @ApiProperty({ example: 'ada@example.org' })
  readonly email!: string;

  @ApiProperty({ example: 'Europe/Berlin', description: 'The IANA name of the zone of the account’s days.' })
  readonly timeZone!: string;

  @ApiProperty({
    example: '5f3c9a10-4711',
    description:
      'A page that asks for its reports after this, and then listens at `/api/v1/live` since this id, misses no change.',
  })
  readonly liveSince!: string;

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
    private readonly live: LiveChanges,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  @Get()
  @ApiOperation({ operationId: 'readSession', summary: 'Reads who is signed in, and the token for changes' })
  @ApiOkResponse({ type: SessionDto })
  async read(@CurrentPrincipal() { userId }: Principal, @Req() request: Request): Promise<SessionDto> {
    const { email, timeZone } = await this.accounts.accountOf(userId);
    const liveSince = liveIdOf(await this.store.identity(), await this.live.placeOf(userId));
    return { userId, email, timeZone, liveSince, csrfToken: csrfTokenOf(this.cookie.read(request) ?? '') };
  }
}
