import type { ActivityEvent, ErasedDocument, TimeErased } from '../activity/events.js';
import { type NamedSpan, nameSpan, NO_DOCUMENT, NO_PAGE } from '../activity/naming.js';
import { addDays, type LocalDate, localDateOfUtcMs, parseLocalDate, utcMsOfLocalDate } from '../calendar/local-date.js';
import { activityKey, type TimeClasses } from '../taxonomy/index.js';

/** Where a slice begins or ends: a local date, which is meant whole, or a moment in epoch ms. */
export type SliceBound = LocalDate | number;

/** What a user asked to have erased: both bounds may be left open; of all time, of an activity, or of a category. */
export interface Slice {
  /** Inclusive. */
  readonly from?: SliceBound;
  /** A date is inclusive, a moment is not. */
  readonly to?: SliceBound;
  readonly activity?: string;
  /** Name of a sub-category or of an overview. */
  readonly category?: string;
}

const DAY_MS = 86_400_000;
/** Nothing is recorded of an earlier day: see `acceptActivities`. */
const FIRST_DAY = '2000-01-01' as LocalDate;
/** The moments that an event may hold: see `readActivityEvent`. */
const EARLIEST_MS = utcMsOfLocalDate(FIRST_DAY);
const LATEST_MS = Date.UTC(2098, 0, 1) - 1;
const INSTANT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:?\d{2})$/;
/** Documents that one event names at most: some 300 KB of the longest names. */
const MOST_DOCUMENTS = 200;

/** A bound as a user writes it: `YYYY-MM-DD`, or ISO 8601 with a zone. Undefined for anything else. */
export function parseSliceBound(text: string): SliceBound | undefined {
  const date = parseLocalDate(text);
  if (date) return date;
  const ms = INSTANT.test(text) ? Date.parse(text) : NaN;
  return Number.isNaN(ms) ? undefined : ms;
}

/**
 * The local days that may have time of a slice, both included. A moment may be of the day before or after its UTC day. An
 * open end is tomorrow by UTC: in some zone that has begun.
 */
export function daysOfSlice({ from, to }: Slice, now: number): { first: LocalDate; last: LocalDate } {
  const first = from === undefined ? FIRST_DAY : typeof from === 'number' ? addDays(localDateOfUtcMs(from), -1) : from;
  const end = to ?? now;
  const last = typeof end === 'number' ? addDays(localDateOfUtcMs(end), 1) : end;
  return { first: first < FIRST_DAY ? FIRST_DAY : first, last };
}

/** The part of a local day that a slice means, [from, to) in epoch ms; undefined when it means nothing of it. */
export function sliceOfDay({ from, to }: Slice, localDate: LocalDate): { from: number; to: number } | undefined {
  if (typeof from === 'string' && localDate < from) return undefined;
  if (typeof to === 'string' && localDate > to) return undefined;
  // All of a local day in any zone: no offset is longer than a day, and no time of another day is in its stream.
  const midnight = utcMsOfLocalDate(localDate);
  const begin = Math.max(midnight - DAY_MS, EARLIEST_MS, typeof from === 'number' ? from : -Infinity);
  const end = Math.min(midnight + 2 * DAY_MS, LATEST_MS, typeof to === 'number' ? to : Infinity);
  return begin < end ? { from: begin, to: end } : undefined;
}

/**
 * The erasures that a slice comes to in a day with these events: none when nothing in it is meant. Names are taken from what
 * was recorded, also where it counts for nothing: nobody would see it, but it would be there.
 */
export function erasuresOf(
  events: readonly ActivityEvent[],
  { slice, localDate, classes }: { slice: Slice; localDate: LocalDate; classes: TimeClasses },
): TimeErased['data'][] {
  const part = sliceOfDay(slice, localDate);
  if (!part) return [];
  const names = namesWithin(events, part);
  if (slice.activity === undefined && slice.category === undefined) return names.length > 0 ? [part] : [];
  const meant = names.filter((name) => isMeant(name, slice, classes));
  const isWhole = ({ activity }: NamedSpan) => slice.category === undefined || !classes.hasRules(activity);
  const activities = [...new Set(meant.filter(isWhole).map(({ activity }) => activity))];
  const documents: ErasedDocument[] = meant.filter((name) => !isWhole(name));
  const erasures: TimeErased['data'][] = activities.length > 0 ? [{ ...part, activities }] : [];
  for (let n = 0; n < documents.length; n += MOST_DOCUMENTS) {
    erasures.push({ ...part, documents: documents.slice(n, n + MOST_DOCUMENTS) });
  }
  return erasures;
}

function isMeant(name: NamedSpan, { activity, category }: Slice, classes: TimeClasses): boolean {
  if (activity !== undefined && activityKey(activity) !== activityKey(name.activity)) return false;
  if (category === undefined) return true;
  const found = classes.ofTime(name);
  return found.category === category || found.overview === category;
}

/** The names of all time that was recorded of [from, to), each once. */
function namesWithin(events: readonly ActivityEvent[], { from, to }: { from: number; to: number }): NamedSpan[] {
  const names = new Map<string, NamedSpan>();
  const note = (name: NamedSpan, time: { startedAt: number; endedAt: number }) => {
    if (time.startedAt < to && time.endedAt > from) names.set(JSON.stringify(Object.values(name)), name);
  };
  for (const event of events) {
    if (event.type === 'ActivityRecorded') for (const span of event.data.spans) note(nameSpan(span), span);
    if (event.type === 'OfflineTimePosted') {
      const { activity, details } = event.data;
      note({ activity, document: details ?? NO_DOCUMENT, page: NO_PAGE }, event.data);
    }
  }
  return [...names.values()];
}
