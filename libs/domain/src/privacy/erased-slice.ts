import type { ActivityEvent, ErasedDocument, TimeErased } from '../activity/events.js';
import { type NamedSpan, nameSpan, NO_DOCUMENT, NO_PAGE } from '../activity/naming.js';
import { addDays, type LocalDate, localDateOfUtcMs, parseLocalDate, utcMsOfLocalDate } from '../calendar/local-date.js';
import { parseInstant } from '../calendar/moments.js';
import { activityKey, type TimeClasses } from '../taxonomy/index.js';

/** Where a slice begins or ends: a whole local date, or a moment in epoch ms. */
export type SliceBound = LocalDate | number;

/**
 * The time that a user asks to erase: all time between the bounds, or only that of one activity,
 * one category or one device. Both bounds are optional.
 */
export interface Slice {
  /** Inclusive. */
  readonly from?: SliceBound;
  /** A date is inclusive, a moment is exclusive. */
  readonly to?: SliceBound;
  readonly activity?: string;
  /** The name of a category or of an overview. */
  readonly category?: string;
  /** The id of a device. Time that the user entered has none. */
  readonly device?: string;
}

const DAY_MS = 86_400_000;
/** The log holds no time of earlier days: see `readActivities`. */
const FIRST_DAY = '2000-01-01' as LocalDate;
/** The earliest and the latest moment that an event may hold: see `readActivityEvent`. */
const EARLIEST_MS = utcMsOfLocalDate(FIRST_DAY);
const LATEST_MS = Date.UTC(2098, 0, 1) - 1;
/** One event names at most this many documents: some 300 KB of the longest names. */
const MOST_DOCUMENTS = 200;

/**
 * Reads a bound that a user wrote: `YYYY-MM-DD`, or ISO 8601 with a zone. Undefined for any other
 * text.
 */
export function parseSliceBound(text: string): SliceBound | undefined {
  return parseLocalDate(text) ?? parseInstant(text);
}

/**
 * The first and the last local day that may have time of a slice, both inclusive. The local day of
 * a moment may be the day before or after its UTC day. A slice without an end lasts until tomorrow
 * by UTC: in some zones tomorrow has begun. `now` is epoch ms.
 */
export function daysOfSlice({ from, to }: Slice, now: number): { first: LocalDate; last: LocalDate } {
  const first = from === undefined ? FIRST_DAY : typeof from === 'number' ? addDays(localDateOfUtcMs(from), -1) : from;
  const end = to ?? now;
  const last = typeof end === 'number' ? addDays(localDateOfUtcMs(end), 1) : end;
  return { first: first < FIRST_DAY ? FIRST_DAY : first, last };
}

/**
 * The part of a local day that lies in a slice: [from, to) in epoch ms. Undefined when there is
 * none.
 */
export function sliceOfDay({ from, to }: Slice, localDate: LocalDate): { from: number; to: number } | undefined {
  if (typeof from === 'string' && localDate < from) return undefined;
  if (typeof to === 'string' && localDate > to) return undefined;
  // This range covers the local day in any zone: no offset is longer than a day. The stream of the
  // day has no time of other days.
  const midnight = utcMsOfLocalDate(localDate);
  const begin = Math.max(midnight - DAY_MS, EARLIEST_MS, typeof from === 'number' ? from : -Infinity);
  const end = Math.min(midnight + 2 * DAY_MS, LATEST_MS, typeof to === 'number' ? to : Infinity);
  return begin < end ? { from: begin, to: end } : undefined;
}

/**
 * The events that erase a slice from one day; none when the day has no time of the slice. The names
 * come from all recorded time, also from time that no report counts: it too must go.
 */
export function erasuresOf(
  events: readonly ActivityEvent[],
  { slice, localDate, classes }: { slice: Slice; localDate: LocalDate; classes: TimeClasses },
): TimeErased['data'][] {
  const part = sliceOfDay(slice, localDate);
  if (!part) return [];
  const names = namesWithin(events, { ...part, device: slice.device });
  const asked = { ...part, ...(slice.device !== undefined && { deviceId: slice.device }) };
  if (slice.activity === undefined && slice.category === undefined) return names.length > 0 ? [asked] : [];
  const meant = names.filter((name) => isMeant(name, slice, classes));
  const isWhole = ({ activity }: NamedSpan) =>
    !classes.hasRules(activity) || (slice.category === undefined && isSame(slice.activity, activity));
  const activities = [...new Set(meant.filter(isWhole).map(({ activity }) => activity))];
  const documents: ErasedDocument[] = meant.filter((name) => !isWhole(name));
  const erasures: TimeErased['data'][] = activities.length > 0 ? [{ ...asked, activities }] : [];
  for (let n = 0; n < documents.length; n += MOST_DOCUMENTS) {
    erasures.push({ ...asked, documents: documents.slice(n, n + MOST_DOCUMENTS) });
  }
  return erasures;
}

/**
 * An activity means its recorded time and the time to which a naming rule gives its name. Time with
 * two names goes by either: a user who erases an application does not want a part of it to stay.
 */
function isMeant(name: NamedSpan, { activity, category }: Slice, classes: TimeClasses): boolean {
  const found = classes.ofTime(name);
  if (activity !== undefined && !isSame(activity, name.activity) && !isSame(activity, found.activity)) return false;
  if (category === undefined) return true;
  return found.category === category || found.overview === category;
}

const isSame = (asked: string | undefined, activity: string): boolean =>
  asked !== undefined && activityKey(asked) === activityKey(activity);

/** The different names of all time recorded in [from, to), on one device or on all. */
function namesWithin(
  events: readonly ActivityEvent[],
  { from, to, device }: { from: number; to: number; device: string | undefined },
): NamedSpan[] {
  const names = new Map<string, NamedSpan>();
  const note = (name: NamedSpan, time: { startedAt: number; endedAt: number }) => {
    if (time.startedAt < to && time.endedAt > from) names.set(JSON.stringify(Object.values(name)), name);
  };
  for (const event of events) {
    const deviceId = event.type === 'ActivityRecorded' ? event.data.deviceId : undefined;
    if (device !== undefined && device !== deviceId) continue;
    if (event.type === 'ActivityRecorded') for (const span of event.data.spans) note(nameSpan(span), span);
    if (event.type === 'OfflineTimePosted') {
      const { activity, details } = event.data;
      note({ activity, document: details ?? NO_DOCUMENT, page: NO_PAGE }, event.data);
    }
  }
  return [...names.values()];
}
