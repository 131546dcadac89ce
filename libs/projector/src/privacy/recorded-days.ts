import {
  accountStream,
  activityStream,
  activityStreamPrefix,
  addDays,
  type LocalDate,
  parseActivityStream,
  parseLocalDate,
} from '@app/domain';
import type { EventStore } from '@app/event-store';

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
 * The local days with any event of the user, in order, from `first` to `last`, both included.
 * Default: all days. Some may have no readable event.
 *
 * In a log of less than a million events the store looks for them, from the event on that opened
 * the account. In a larger log that would take minutes. There every possible day is read: 36,000
 * short reads, some 10 s. That leaves out days without a readable event.
 *
 * Throws EventStoreUnavailableError.
 */
export async function recordedDays(store: EventStore, userId: string, range: DayRange = {}): Promise<LocalDate[]> {
  const { first = FIRST_DAY, last = LAST_DAY } = range;
  const found = (await daysInSmallLog(store, userId)) ?? (await daysByReading(store, userId, { first, last }));
  return found.filter((one) => one >= first && one <= last).sort();
}

/** Undefined when the log is too long to look through. */
async function daysInSmallLog(store: EventStore, userId: string): Promise<LocalDate[] | undefined> {
  const days = new Set<LocalDate>();
  const options = { after: await openingOf(store, userId), streamPrefixes: [activityStreamPrefix(userId)] };
  let places = 0;
  for await (const { event } of store.followToEnd(options)) {
    const day = event && parseActivityStream(event.stream);
    if (day) days.add(day.localDate);
    if (!event && ++places > MOST_PLACES) return undefined;
  }
  return [...days];
}

/** The position of the event that opened the account. Undefined when it is not there any more. */
export async function openingOf(store: EventStore, userId: string): Promise<bigint | undefined> {
  for await (const { revision, position } of store.read(accountStream(userId))) {
    return revision === 0n ? position : undefined;
  }
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
