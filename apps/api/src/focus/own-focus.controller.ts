import { parseFocusDuration, type PastFocusSession, runningSession } from '@app/domain';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { Accounts } from '../identity/accounts.js';
import { refuseLitePlan } from '../identity/lite-plan.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { FocusDto, type FocusSessionDto, FocusStartDto } from './own-focus.dto.js';
import { UserFocus } from './user-focus.js';

const MOST_LISTED = 100;

/** Focus sessions for our own pages: the rules are those of the documented API. */
@Controller('api/v1/focus')
@UseGuards(OwnerGuard)
export class OwnFocusController {
  constructor(
    private readonly accounts: Accounts,
    private readonly focus: UserFocus,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  @Get()
  @ForKeys('read', 'read_post')
  @ApiOperation({ operationId: 'readFocus', summary: 'Reads the running focus session, and the newest ones' })
  @ApiOkResponse({ type: FocusDto })
  async read(@CurrentPrincipal() { userId }: Principal): Promise<FocusDto> {
    const { plan } = await this.accounts.accountOf(userId);
    if (plan === 'lite') return { running: null, sessions: [] };
    const now = this.clock();
    const running = runningSession(await this.focus.stateOf(userId), now);
    return {
      running: running
        ? {
            ...{ id: running.id, durationMinutes: running.durationMinutes },
            ...{ startedAt: isoTime(running.startedAt), endsAt: isoTime(running.endsAt) },
            remainingSeconds: (running.endsAt - now) / 1000,
          }
        : null,
      sessions: (await this.focus.past(userId, now, MOST_LISTED)).map(answerOf),
    };
  }

  @Post()
  @HttpCode(204)
  @ForKeys('read_post', 'agent')
  @ApiOperation({ operationId: 'startFocus', summary: 'Starts a focus session, for our own pages' })
  @ApiNoContentResponse()
  async start(@CurrentPrincipal() { userId }: Principal, @Body() { minutes }: FocusStartDto): Promise<void> {
    const { timeZone, plan } = await this.accounts.accountOf(userId);
    refuseLitePlan(plan, 'FocusTime is');
    const now = this.clock();
    const data = parseFocusDuration(String(minutes), { timeZone, now });
    await this.focus.change(userId, { type: 'StartFocusSession', data }, now);
  }

  @Delete()
  @HttpCode(204)
  @ForKeys('read_post', 'agent')
  @ApiOperation({ operationId: 'stopFocus', summary: 'Ends the running focus session, for our own pages' })
  @ApiNoContentResponse()
  async stop(@CurrentPrincipal() { userId }: Principal): Promise<void> {
    refuseLitePlan((await this.accounts.accountOf(userId)).plan, 'FocusTime is');
    await this.focus.change(userId, { type: 'StopFocusSession', data: {} }, this.clock());
  }
}

const isoTime = (ms: number): string => new Date(ms).toISOString();

const answerOf = ({ id, durationMinutes, startedAt, endedAt, because }: PastFocusSession): FocusSessionDto => ({
  ...{ id, durationMinutes, startedAt: isoTime(startedAt), endedAt: isoTime(endedAt), because },
});
