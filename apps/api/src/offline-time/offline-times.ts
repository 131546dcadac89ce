import {
  activityStream,
  type CommandMetadata,
  type LocalDate,
  type OfflineTime,
  offlineTimeDecider,
  parseOfflineTime,
  type PostOfflineTime,
  zoneClock,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { type Principal, sentBy } from '../ground/principal.js';
import { DayLists } from '../activity/day-lists.js';
import { Accounts } from '../identity/accounts.js';
import { refuseLitePlan } from '../identity/lite-plan.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';

/** Posts time away from any device, as its user enters it. */
@Injectable()
export class OfflineTimes {
  constructor(
    private readonly accounts: Accounts,
    private readonly dayLists: DayLists,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Posts the time in the parameters of the documented API (see `parseOfflineTime`). Throws
   * DomainError for what the parser, the decider or the lite plan refuse. To post the same time
   * again adds nothing. So when a post was cut off between two days, a second post completes it.
   */
  async post(user: Principal, parameters: ReadonlyMap<string, string>): Promise<void> {
    const { userId } = user;
    const { timeZone, plan } = await this.accounts.accountOf(userId);
    refuseLitePlan(plan, 'Offline time is');
    const now = this.clock();
    const time = parseOfflineTime(parameters, { timeZone, now });
    const commands = commandsFor(time, { timeZone, metadata: sentBy(user, now) });
    // All commands are decided before the first event is written. So when the second day is
    // refused, the first day has nothing.
    const newDays: LocalDate[] = [];
    for (const command of commands) {
      const { state, expected } = await readState(this.store, streamOf(userId, command), offlineTimeDecider);
      offlineTimeDecider.decide(command, state);
      if (expected === 'no_stream') newDays.push(command.data.localDate);
    }
    await this.dayLists.list(userId, newDays, now);
    await this.accounts.accountOf(userId);
    for (const command of commands) {
      await handleCommand(this.store, streamOf(userId, command), offlineTimeDecider, command);
    }
  }
}

const streamOf = (userId: string, { data }: PostOfflineTime): string => activityStream(userId, data.localDate);

/** One command for each local day and offset of the time. */
function commandsFor(
  { activity, details, startedAt, endedAt }: OfflineTime,
  { timeZone, metadata }: { timeZone: string; metadata: CommandMetadata },
): PostOfflineTime[] {
  const named = { activity, ...(details !== undefined && { details }) };
  return zoneClock(timeZone)
    .stretches(startedAt, endedAt)
    .map(({ localDate, utcOffsetMinutes, startMs, endMs }) => ({
      type: 'PostOfflineTime',
      data: { ...named, localDate, utcOffsetMinutes, startedAt: startMs, endedAt: endMs },
      metadata,
    }));
}
