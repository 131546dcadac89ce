import {
  activityStream,
  type OfflineTime,
  offlineTimeDecider,
  parseOfflineTime,
  type PostOfflineTime,
  zoneClock,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Controller, Inject } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { DocumentedPost } from '../guards/documented-route.js';
import { ForKeys } from '../guards/checks/for-keys.js';
import { refuseLitePlan } from '../identity/lite-plan.js';
import { CurrentPrincipal, type Principal } from '../ground/principal.js';
import { Parameters } from '../http/parameters.js';
import type { RequestParameters } from '../http/request-parameters.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { ApiOkResponse, ApiOperation } from '@nestjs/swagger';
import { ApiParameters } from '../openapi/documented-parameters.js';
import { OfflineTimePostDto, OfflineTimePostedDto } from './offline-time.dto.js';

/** The Offline Time POST API: time away from any device that the user enters. */
@Controller()
export class OfflineTimeController {
  constructor(
    private readonly accounts: Accounts,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * A second post of the same time gets the same answer, and adds nothing. So when a post was cut
   * off between two days, a second post completes it.
   */
  @ForKeys('read_post', 'agent')
  @DocumentedPost('offline_time_post', 'time_data')
  @ApiOperation({ operationId: 'postOfflineTime', summary: 'Adds time away from the computer' })
  @ApiParameters(OfflineTimePostDto)
  @ApiOkResponse({ type: OfflineTimePostedDto })
  async post(
    @CurrentPrincipal() { userId }: Principal,
    @Parameters() parameters: RequestParameters,
  ): Promise<OfflineTimePostedDto> {
    const { timeZone, plan } = await this.accounts.accountOf(userId);
    refuseLitePlan(plan, 'Offline time is');
    const now = this.clock();
    const commands = commandsFor(parseOfflineTime(parameters, { timeZone, now }), { userId, timeZone, now });
    // All commands are decided before the first event is written. So when the second day is
    // refused, the first day has nothing.
    for (const command of commands) {
      const { state } = await readState(this.store, streamOf(userId, command), offlineTimeDecider);
      offlineTimeDecider.decide(command, state);
    }
    for (const command of commands) {
      await handleCommand(this.store, streamOf(userId, command), offlineTimeDecider, command);
    }
    return { message: 'The offline time has been posted.' };
  }
}

const streamOf = (userId: string, { data }: PostOfflineTime): string => activityStream(userId, data.localDate);

/** One command for each local day and offset of the time. */
function commandsFor(
  { activity, details, startedAt, endedAt }: OfflineTime,
  { userId, timeZone, now }: { userId: string; timeZone: string; now: number },
): PostOfflineTime[] {
  const named = { activity, ...(details !== undefined && { details }) };
  return zoneClock(timeZone)
    .stretches(startedAt, endedAt)
    .map(({ localDate, utcOffsetMinutes, startMs, endMs }) => ({
      type: 'PostOfflineTime',
      data: { ...named, localDate, utcOffsetMinutes, startedAt: startMs, endedAt: endMs },
      metadata: { now, principalId: userId },
    }));
}
