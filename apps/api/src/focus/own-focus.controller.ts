import { type Focus, parseFocusDuration, type PastFocusSession, runningSession, sumOfRuns } from '@app/domain';
import { Body, Controller, Delete, Get, HttpCode, Inject, Post, Put, UseGuards } from '@nestjs/common';
import { ApiNoContentResponse, ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { OwnerGuard } from '../guards/owner.guard.js';
import { Accounts } from '../identity/accounts.js';
import { refuseLitePlan } from '../identity/lite-plan.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { FocusBlockingDto, FocusDto, type FocusNowDto, type FocusSessionDto, FocusStartDto } from './own-focus.dto.js';
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
    const now = this.clock();
    const state = await this.focus.stateOf(userId);
    const { blocking } = state;
    if (plan === 'lite') return { running: null, sessions: [], blocking };
    const past = await this.focus.past(userId, now, MOST_LISTED);
    return { running: runningOf(state, now), sessions: past.map(answerOf), blocking };
  }

  @Put('blocking')
  @HttpCode(204)
  @ApiOperation({ operationId: 'chooseFocusBlocking', summary: 'Chooses what focus sessions keep away' })
  @ApiNoContentResponse()
  async choose(@CurrentPrincipal() { userId }: Principal, @Body() said: FocusBlockingDto): Promise<void> {
    const { levels, allowed } = said;
    await this.focus.change(userId, { type: 'ChooseFocusBlocking', data: { levels, allowed } }, this.clock());
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

function runningOf(state: Focus, now: number): FocusNowDto | null {
  const running = runningSession(state, now);
  if (!running) return null;
  const { id, durationMinutes, startedAt, endsAt } = running;
  return {
    ...{ id, durationMinutes, startedAt: isoTime(startedAt), endsAt: isoTime(endsAt) },
    ...{ remainingSeconds: (endsAt - now) / 1000, enforced: sumOfRuns(state.enforced?.runs ?? new Map()) },
  };
}

const answerOf = ({ startedAt, endedAt, ...session }: PastFocusSession): FocusSessionDto => ({
  ...{ ...session, startedAt: isoTime(startedAt), endedAt: isoTime(endedAt) },
});
