import {
  type ClosedDay,
  closedDayDecider,
  closingTime,
  type DayAhead,
  dayAheadDecider,
  DAYS_AHEAD_STREAM,
  type LocalDate,
  parseAccountStream,
  parseActivityStream,
  parseSummaryStream,
  prefixesOf,
  readActivityEvent,
  readDayAheadEvent,
  readSummaryEvent,
  summariseDay,
  type SummaryCommand,
  type SummaryEvent,
  summaryStream,
  timeClasses,
  readOrPassOver,
} from '@app/domain';
import { handleCommand, type Known, type StoredEvent } from '@app/event-store';
import { v5 as uuidV5 } from 'uuid';
import { AccountZones, isMove } from '../reactors/account-zones.js';
import type { Agenda } from '../reactors/agenda.js';
import { NotYet, type Reaction, type ReactorOptions } from '../reactors/reaction.js';
import { readableEvents, recordedUntil, upToRevision } from '../reactors/readable-events.js';
import { readDay, readTaxonomy } from '../reactors/user-log.js';
import { WALL_CLOCK } from '../reactors/wall-clock.js';
import { ClosedDays } from './closed-days.js';

/** A local day with events that its summary may lack. */
export interface OpenDay {
  readonly userId: string;
  readonly localDate: LocalDate;
  /** The zone of the account. When it changes, the day is planned again. */
  readonly timeZone: string;
  /** When the day is over, in epoch ms. */
  readonly closingMs: number;
  /** The revision of the newest event that was heard of the day's stream. */
  readonly newestRevision: number;
}

/**
 * An agent sends late time in several batches. The closer waits for them and restates the day once.
 */
const LATE_MS = 2_000;
/**
 * Today ends within this time in every zone. A later day is listed, and does not hold the
 * checkpoint back.
 */
const AHEAD_MS = 3 * 86_400_000;
/**
 * The namespace of our deterministic event ids. One revision of a day has one closing or restating
 * event.
 */
const EVENT_IDS = '0f6bd2c6-3a86-4f0e-9c55-6f1f7d2b8a43';

/**
 * Closes every local day that has time, at 00:01 of the next day, with the taxonomy of that moment.
 * When time comes late or is erased, it restates the day with the same taxonomy. Totals are folded
 * from the log and not from a read model, so a closer that was down has the same result.
 *
 *     day's stream    [time]...[time]   00:01            [late time]
 *     taxonomy             [a]             |      [b]        |
 *     summary                           DayClosed (a)     DayRestated (a)
 *
 * A future day that has time already is listed in a stream. The closer reads that stream at each
 * start and plans its days.
 *
 * The day of a user without an account has no time zone and so no end. It is not closed.
 */
export class DayCloser implements Reaction<OpenDay> {
  readonly name = 'day-closer';
  readonly streamPrefixes = prefixesOf('activity', 'account', 'summary');
  private readonly zones: AccountZones;
  private readonly closedDays: ClosedDays;
  private readonly daysAhead = new Set<string>();

  constructor(private readonly options: ReactorOptions) {
    this.zones = new AccountZones(options.store);
    this.closedDays = new ClosedDays(options.store);
  }

  async begin(agenda: Agenda<OpenDay>): Promise<void> {
    this.daysAhead.clear();
    for await (const { event } of readableEvents(this.options.store, DAYS_AHEAD_STREAM, readDayAheadEvent)) {
      const { userId, localDate } = event.data;
      if (this.options.share?.accepts(userId) === false) continue;
      this.daysAhead.add(keyOf(event.data));
      const timeZone = await this.zones.timeZoneOf(userId);
      if (timeZone === undefined) continue;
      const closingMs = closingTime(localDate, timeZone);
      // Infinity: no event of the summary may drop this plan.
      const day = { userId, localDate, timeZone, closingMs, newestRevision: Infinity };
      agenda.plan(keyOf(day), day, closingMs, true);
    }
  }

  /** One lane for each user, because all days of a user are in one summary stream. */
  laneOf({ userId }: OpenDay): string {
    return userId;
  }

  async hear(event: StoredEvent, agenda: Agenda<OpenDay>): Promise<void> {
    const day = parseActivityStream(event.stream);
    if (day) return this.hearOfDay(day, event, agenda);
    const summary = parseSummaryStream(event.stream);
    if (summary) this.hearOfSummary(summary.userId, event, agenda);
    const account = parseAccountStream(event.stream);
    if (account) await this.hearOfAccount(account.userId, event, agenda);
  }

  async perform({ userId, localDate, ...planned }: OpenDay): Promise<void> {
    const { store } = this.options;
    const timeZone = (await this.zones.timeZoneOf(userId)) ?? planned.timeZone;
    const closingMs = closingTime(localDate, timeZone);
    // The user moved to the west after this task was taken, so the day goes on.
    if (closingMs > this.nowMs()) throw new NotYet(closingMs - this.nowMs());
    const { day, revision: activityRevision } = await readDay(store, userId, localDate);
    const known = await this.closedDays.newestClose(userId, localDate);
    let closed = known.state;
    if (!closed) {
      const { taxonomy, revision } = await readTaxonomy(store, userId, recordedUntil(closingMs));
      const totals = summariseDay(day, timeClasses(taxonomy));
      const data = { timeZone, taxonomyRevision: revision, activityRevision, ...totals };
      closed = await this.append({ userId, localDate }, { type: 'CloseDay', data, metadata: this.metadata() }, known);
    }
    // The summary has all events of the day: an earlier one, another closer's, or this one's.
    if (!closed || closed.activityRevision >= activityRevision) return;
    const { taxonomy } = await readTaxonomy(store, userId, upToRevision(closed.taxonomyRevision));
    const data = { activityRevision, ...summariseDay(day, timeClasses(taxonomy)) };
    await this.append({ userId, localDate }, { type: 'RestateDay', data, metadata: this.metadata() }, known);
  }

  private async hearOfDay({ userId, localDate }: DayAhead, event: StoredEvent, agenda: Agenda<OpenDay>): Promise<void> {
    if (this.options.share?.accepts(userId) === false) return;
    const key = keyOf({ userId, localDate });
    const known = agenda.taskOf(key);
    const timeZone = known?.timeZone ?? (await this.zones.timeZoneOf(userId));
    if (timeZone === undefined) return;
    const closingMs = known?.closingMs ?? closingTime(localDate, timeZone);
    const nowMs = this.nowMs();
    const isAhead = closingMs > nowMs + AHEAD_MS;
    // An unreadable event has no time.
    if (isAhead && !readOrPassOver(readActivityEvent, event)) return;
    if (isAhead) await this.list({ userId, localDate });
    const dueMs = closingMs > nowMs ? closingMs : nowMs + LATE_MS;
    const open = { userId, localDate, timeZone, closingMs, newestRevision: Number(event.revision) };
    agenda.plan(key, open, dueMs, isAhead);
  }

  /** Plans again the open days of a user who moves: each ends by the new zone. */
  private async hearOfAccount(userId: string, event: StoredEvent, agenda: Agenda<OpenDay>): Promise<void> {
    this.zones.changed(userId);
    const timeZone = isMove(event) ? await this.zones.timeZoneOf(userId) : undefined;
    if (timeZone === undefined) return;
    const nowMs = this.nowMs();
    agenda.replan((day) => {
      if (day.userId !== userId || day.timeZone === timeZone) return undefined;
      const closingMs = closingTime(day.localDate, timeZone);
      return { task: { ...day, timeZone, closingMs }, dueMs: Math.max(closingMs, nowMs) };
    });
  }

  /** Lists a future day, once. This happens before the checkpoint can pass its events. */
  private async list(day: DayAhead): Promise<void> {
    if (this.daysAhead.has(keyOf(day))) return;
    const command = { type: 'ListDayAhead', data: day, metadata: this.metadata() } as const;
    const decider = dayAheadDecider(day);
    await handleCommand(this.options.store, DAYS_AHEAD_STREAM, decider, command, { despiteNewer: true });
    this.daysAhead.add(keyOf(day));
  }

  /** Drops the plan for a day when its summary has all heard events of the day. */
  private hearOfSummary(userId: string, stored: StoredEvent, agenda: Agenda<OpenDay>): void {
    const event = readOrPassOver(readSummaryEvent, stored);
    if (!event) return;
    const key = keyOf({ userId, localDate: event.data.localDate });
    const open = agenda.taskOf(key);
    if (open && open.newestRevision <= event.data.activityRevision) agenda.drop(key);
  }

  /** Appends to the summary stream. Returns the totals of the day after the command. */
  private async append({ userId, localDate }: DayAhead, command: SummaryCommand, known: Known<ClosedDay | undefined>) {
    const stream = summaryStream(userId);
    const idOf = ({ type, data }: SummaryEvent) =>
      uuidV5([stream, localDate, type, data.activityRevision].join('\n'), EVENT_IDS);
    const decider = closedDayDecider(localDate);
    const { state, events } = await handleCommand(this.options.store, stream, decider, command, { idOf, known });
    for (const { type } of events) this.options.observer.reacted({ stream, type, localDate });
    return state;
  }

  private metadata() {
    return { now: this.nowMs(), principalId: this.name };
  }

  private nowMs(): number {
    return (this.options.clock ?? WALL_CLOCK).nowMs();
  }
}

const keyOf = ({ userId, localDate }: DayAhead): string => `${userId} ${localDate}`;
