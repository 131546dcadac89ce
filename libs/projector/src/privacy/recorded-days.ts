import {
  accountStream,
  activityStream,
  activityStreamPrefix,
  addDays,
  dayListStream,
  daysListed,
  type LocalDate,
  parseActivityStream,
  parseLocalDate,
  readDayListEvent,
  readOrPassOver,
  readSummaryEvent,
  summaryStream,
} from '@app/domain';
import { appendAtEnd, type EventStore, type StoredEvent, StreamGoneError } from '@app/event-store';
import { WALL_CLOCK } from '../reactors/wall-clock.js';

/** No event of another day can be read: see `readActivityEvent`. */
const FIRST_DAY = parseLocalDate('2000-01-01') as LocalDate;
const LAST_DAY = parseLocalDate('2097-12-31') as LocalDate;

/** The server names a place after each 256 events or so that it examines: a million in all. */
const MOST_PLACES = 4_000;
const READS_AT_ONCE = 32;

/** Local days, both included. Default: all days. */
export interface DayRange {
  readonly first?: LocalDate;
  readonly last?: LocalDate;
}

/**
 * The local days of the user, in order, from `first` to `last`, both included. Default: all days.
 * Some may have no event.
 *
 * The stream `daylist-` has them. Lists of older accounts may lack days. Then the log is searched
 * once, and the list is completed. A process of an older version, which lists no days, may run
 * beside this one: its days are closed, so they are found in the summaries.
 *
 * Throws EventStoreUnavailableError.
 */
export async function recordedDays(store: EventStore, userId: string, range: DayRange = {}): Promise<LocalDate[]> {
  const { first = FIRST_DAY, last = LAST_DAY } = range;
  const { days, isComplete } = await listOf(store, userId);
  for (const day of await closedDays(store, userId)) days.add(day);
  if (!isComplete) for (const day of await searchedDays(store, userId, { first, last })) days.add(day);
  return [...days].filter((one) => one >= first && one <= last).sort();
}

interface DayList {
  readonly days: Set<LocalDate>;
  readonly isComplete: boolean;
}

/** A list with an event that cannot be read is not complete. */
async function listOf(store: EventStore, userId: string): Promise<DayList> {
  const days = new Set<LocalDate>();
  let [hasAll, isReadable] = [false, true];
  for await (const stored of store.read(dayListStream(userId))) {
    const event = readOrPassOver(readDayListEvent, stored);
    for (const day of event?.data.localDates ?? []) days.add(day);
    if (event?.data.isComplete) hasAll = true;
    if (!event) isReadable = false;
  }
  return { days, isComplete: isReadable && (hasAll || (await listsDays(store, userId))) };
}

async function closedDays(store: EventStore, userId: string): Promise<Set<LocalDate>> {
  const days = new Set<LocalDate>();
  for await (const stored of store.read(summaryStream(userId))) {
    const event = readOrPassOver(readSummaryEvent, stored);
    if (event) days.add(event.data.localDate);
  }
  return days;
}

/** Whether the account was opened by a version that lists every day before its first event. */
async function listsDays(store: EventStore, userId: string): Promise<boolean> {
  const first = await openingOf(store, userId);
  return (first?.data as { listsDays?: unknown } | undefined)?.listsDays === true;
}

/**
 * Searches the log for days, and completes the list when all possible days were looked at.
 *
 * In a log of less than a million events the store looks for them, from the event on that opened
 * the account. In a larger log that would take minutes. There every possible day is read: 36,000
 * short reads, some 10 s. That leaves out days without a readable event.
 */
async function searchedDays(store: EventStore, userId: string, range: Required<DayRange>): Promise<LocalDate[]> {
  const all = await daysInSmallLog(store, userId);
  const isWhole = all !== undefined || (range.first === FIRST_DAY && range.last === LAST_DAY);
  const days = all ?? (await daysByReading(store, userId, range));
  if (isWhole) await completeList(store, userId, days);
  return days;
}

/** The account may have been erased meanwhile. Then it needs no list. */
async function completeList(store: EventStore, userId: string, days: readonly LocalDate[]): Promise<void> {
  const metadata = { now: WALL_CLOCK.nowMs(), principalId: userId };
  const events = daysListed(days, { isComplete: true }).map((event) => ({ event, metadata }));
  try {
    await appendAtEnd(store, dayListStream(userId), events);
  } catch (error) {
    if (!(error instanceof StreamGoneError)) throw error;
  }
}

/** Undefined when the log is too long to look through. */
async function daysInSmallLog(store: EventStore, userId: string): Promise<LocalDate[] | undefined> {
  const days = new Set<LocalDate>();
  const after = (await openingOf(store, userId))?.position;
  const options = { after, streamPrefixes: [activityStreamPrefix(userId)] };
  let places = 0;
  for await (const { event } of store.followToEnd(options)) {
    const day = event && parseActivityStream(event.stream);
    if (day) days.add(day.localDate);
    if (!event && ++places > MOST_PLACES) return undefined;
  }
  return [...days];
}

/** The event that opened the account. Undefined when it is not there any more. */
export async function openingOf(store: EventStore, userId: string): Promise<StoredEvent | undefined> {
  for await (const event of store.read(accountStream(userId))) return event.revision === 0n ? event : undefined;
  return undefined;
}

async function daysByReading(store: EventStore, userId: string, range: Required<DayRange>): Promise<LocalDate[]> {
  const found: LocalDate[] = [];
  const days = daysOf(range);
  const readSome = async () => {
    for (const day of days) {
      const reading = store.read(activityStream(userId, day));
      if (!(await reading.next()).done) found.push(day);
    }
  };
  await Promise.all(Array.from({ length: READS_AT_ONCE }, readSome));
  return found;
}

function* daysOf({ first, last }: Required<DayRange>): Generator<LocalDate> {
  for (let day = first; day <= last; day = addDays(day, 1)) yield day;
}
