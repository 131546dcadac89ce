import {
  addDays,
  ALERT_OWNERS_STREAM,
  alertOwnerDecider,
  closingTime,
  type DomainError,
  type LocalDate,
  parseAccountStream,
  parseActivityStream,
  parseAlertStream,
  parseScheduleStream,
  parseTaxonomyStream,
  prefixesOf,
  readAlertEvent,
  readAlertOwnerEvent,
  readOrPassOver,
  startOfDay,
  zoneClock,
} from '@app/domain';
import { handleCommand, type StoredEvent } from '@app/event-store';
import type { Checkpoint } from '@app/read-models';
import { AccountZones, isMove } from '../reactors/account-zones.js';
import type { Agenda } from '../reactors/agenda.js';
import type { Reaction, ReactorOptions } from '../reactors/reaction.js';
import { readableEvents } from '../reactors/readable-events.js';
import { WALL_CLOCK } from '../reactors/wall-clock.js';
import { judgeAlerts, type OwnedDay } from './judge-alerts.js';

/** A day to judge. `news`: something changed while the day is open. `end`: the day is over. */
export interface AlertTask extends OwnedDay {
  readonly because: 'news' | 'end';
}

/** How long a change of an open day waits for more changes: an agent sends several batches. */
const NEWS_MS = 2_000;
/** A reactor that was away for longer does not judge older days: such alerts would be of no use. */
const LATEST_DAYS = 14;

/**
 * Triggers alerts. A `more-than` alert triggers within seconds of the time that reaches it, a
 * `less-than` alert when the day is over. An open day is judged after every change. It is judged
 * once more at 00:01 of the next day, with the events that the store had by then. So late time
 * triggers nothing, and a reactor that was down, or works twice, has the same result.
 *
 *     day    [time]   [time]        00:01  [late time]
 *     judged       ^        ^         ^                 more-than
 *     judged                          ^                 less-than, if defined before the day began
 *
 * A day without time has no event, but it has an end. So a stream lists the users who have alerts,
 * and the end of the next day of each of them is always planned.
 */
export class AlertReactor implements Reaction<AlertTask> {
  readonly name = 'alert-reactor';
  readonly streamPrefixes = prefixesOf('activity', 'taxonomy', 'schedule', 'alert', 'account');
  private readonly zones: AccountZones;
  private readonly owners = new Set<string>();

  constructor(private readonly options: ReactorOptions) {
    this.zones = new AccountZones(options.store);
  }

  /**
   * Plans the first day of each user that may not be judged. Days that ended before the checkpoint
   * were judged. The last of them is judged again, because it may have ended at that moment.
   */
  async begin(agenda: Agenda<AlertTask>, checkpoint: Checkpoint | undefined): Promise<void> {
    this.owners.clear();
    for await (const { event } of readableEvents(this.options.store, ALERT_OWNERS_STREAM, readAlertOwnerEvent)) {
      const { userId } = event.data;
      if (this.options.share?.accepts(userId) === false) continue;
      await this.lookAfter(userId, (checkpoint?.recordedAt ?? 0) - DAY_MS, agenda);
    }
  }

  /** One lane for each user, because all alerts of a user are in one stream. */
  laneOf({ userId }: AlertTask): string {
    return userId;
  }

  async hear(event: StoredEvent, agenda: Agenda<AlertTask>): Promise<void> {
    const { stream } = event;
    const account = parseAccountStream(stream);
    if (account) return this.hearOfAccount(account.userId, event, agenda);
    const [day, alerts] = [parseActivityStream(stream), parseAlertStream(stream)];
    const userId = (day ?? alerts ?? parseTaxonomyStream(stream) ?? parseScheduleStream(stream))?.userId;
    if (userId === undefined || this.options.share?.accepts(userId) === false) return;
    if (alerts) {
      const type = readOrPassOver(readAlertEvent, event, (refusal) => this.setAside(event, refusal))?.type;
      if (type === undefined || type === 'AlertTriggered') return;
      await this.list(userId);
      await this.lookAfter(userId, event.recordedAt.getTime(), agenda);
    }
    if (this.owners.has(userId)) await this.hearNews(userId, day?.localDate, { event, agenda });
  }

  async perform(task: AlertTask, agenda: Agenda<AlertTask>): Promise<void> {
    if (task.because === 'end') return this.judgeEnds(task, agenda);
    const nowMs = this.nowMs();
    const timeZone = await this.zoneOf(task);
    if (nowMs < closingTime(task.localDate, timeZone)) {
      await judgeAlerts({ ...task, timeZone }, { isOver: false, atMs: nowMs }, this.options);
    }
  }

  /**
   * Judges every day from `first` that is over. Then plans the end of the next day, in the user's
   * present time zone. All this is one task, because the new plan lets the checkpoint move to the
   * newest event, and `begin` takes the days before the checkpoint for judged.
   *
   *     missed    D1   D2   D3   today        stopped after D1: a new start begins with D1 again
   *     judged    [--- one task --]  planned
   */
  private async judgeEnds(first: OwnedDay, agenda: Agenda<AlertTask>): Promise<void> {
    for (let { localDate } = first; ; localDate = addDays(localDate, 1)) {
      const timeZone = await this.zoneOf(first);
      const day = { userId: first.userId, localDate, timeZone };
      const closingMs = closingTime(localDate, timeZone);
      if (closingMs > this.nowMs()) return this.planEnd(day, agenda);
      await judgeAlerts(day, { isOver: true, atMs: closingMs }, this.options);
    }
  }

  /** Plans the end of the day of a user who moves: the day ends by the new zone. */
  private async hearOfAccount(userId: string, event: StoredEvent, agenda: Agenda<AlertTask>): Promise<void> {
    this.zones.changed(userId);
    const timeZone = isMove(event) && this.owners.has(userId) ? await this.zones.timeZoneOf(userId) : undefined;
    if (timeZone === undefined) return;
    agenda.replan((day) => {
      if (day.userId !== userId || day.because !== 'end') return undefined;
      return { task: { ...day, timeZone }, dueMs: closingTime(day.localDate, timeZone) };
    });
  }

  private async zoneOf({ userId, timeZone }: OwnedDay): Promise<string> {
    return (await this.zones.timeZoneOf(userId)) ?? timeZone;
  }

  /**
   * Plans an open day. The day changed, or (without `localDate`) something that all days depend on.
   */
  private async hearNews(
    userId: string,
    localDate: LocalDate | undefined,
    { event, agenda }: { event: StoredEvent; agenda: Agenda<AlertTask> },
  ): Promise<void> {
    const timeZone = await this.zones.timeZoneOf(userId);
    if (timeZone === undefined) return;
    const date = localDate ?? zoneClock(timeZone).localDateAt(event.recordedAt.getTime());
    if (closingTime(date, timeZone) <= this.nowMs()) return;
    // A future day. If an alert triggered for it now, it could not trigger for the days before.
    if (startOfDay(date, timeZone) > this.nowMs() + DAY_MS) return;
    const task: AlertTask = { userId, localDate: date, timeZone, because: 'news' };
    agenda.plan(`${userId} ${date}`, task, this.nowMs() + NEWS_MS);
  }

  /**
   * Plans the end of the first day that may not be judged: the day at `sinceMs`, or LATEST_DAYS
   * ago.
   */
  private async lookAfter(userId: string, sinceMs: number, agenda: Agenda<AlertTask>): Promise<void> {
    const timeZone = await this.zones.timeZoneOf(userId);
    if (timeZone === undefined || this.owners.has(userId)) return;
    this.owners.add(userId);
    const clock = zoneClock(timeZone);
    const [since, earliest] = [clock.localDateAt(sinceMs), addDays(clock.localDateAt(this.nowMs()), -LATEST_DAYS)];
    this.planEnd({ userId, localDate: since > earliest ? since : earliest, timeZone }, agenda);
  }

  private planEnd(day: OwnedDay, agenda: Agenda<AlertTask>): void {
    agenda.plan(`${day.userId} end`, { ...day, because: 'end' }, closingTime(day.localDate, day.timeZone));
  }

  /** Lists a user with alerts, once. This happens before the checkpoint can pass their alert. */
  private async list(userId: string): Promise<void> {
    if (this.owners.has(userId)) return;
    const command = {
      ...({ type: 'ListAlertOwner', data: { userId } } as const),
      metadata: { now: this.nowMs(), principalId: this.name },
    };
    const decider = alertOwnerDecider(userId);
    await handleCommand(this.options.store, ALERT_OWNERS_STREAM, decider, command, { despiteNewer: true });
  }

  private setAside({ stream, revision, type }: StoredEvent, { message: reason }: DomainError): void {
    this.options.observer.setAside({ stream, revision, type, reason });
  }

  private nowMs(): number {
    return (this.options.clock ?? WALL_CLOCK).nowMs();
  }
}

const DAY_MS = 86_400_000;
