import { Temporal } from 'temporal-polyfill';
import { ianaTimeZone } from './time-zone-name.js';
import { type LocalDate, localDateOfUtcMs } from './local-date.js';

const MINUTE_MS = 60_000;
const QUARTER_HOUR_MS = 15 * MINUTE_MS;
const DAY_MS = 86_400_000;

/** A stretch of time within one local day and one UTC offset. Half-open, in epoch ms. */
export interface LocalStretch {
  readonly localDate: LocalDate;
  /** Local time minus UTC: 60 for Berlin in winter, -300 for New York. */
  readonly utcOffsetMinutes: number;
  readonly startMs: number;
  readonly endMs: number;
}

/** Local time in one zone. It remembers offsets of quarter hours, so keep one clock per batch. */
export interface ZoneClock {
  /** Local time minus UTC at the moment, in minutes. Before 1972 some zones have a fraction. */
  utcOffsetMinutesAt(ms: number): number;
  /** The local day of the moment. */
  localDateAt(ms: number): LocalDate;
  /**
   * [startMs, endMs), cut at local midnights and changes of the offset. Empty when not positive.
   */
  stretches(startMs: number, endMs: number): LocalStretch[];
}

/** Whether the name is an IANA time zone (`Europe/Berlin`, `UTC`). An offset (`+02:00`) is not. */
export function isTimeZone(name: string): boolean {
  return ianaTimeZone(name) !== undefined;
}

/**
 * A clock for the zone, exact to the millisecond. Most offsets are valid for a whole quarter hour,
 * so the clock looks at the two ends of one. Some zones changed within: St. John's did so at 00:01
 * until 2011.
 *
 *     23:00        00:00 local     01:00
 *     [ one stretch ][ another      ]        cut at midnight
 *     01:30    02:00=>03:00    03:30
 *     [ +01:00 ][ +02:00      ]              cut where the offset changes
 *
 * Since the year 2000 every offset of every zone is a multiple of five minutes. Before 1972 some
 * had seconds, so their minutes have a fraction: Amsterdam was at +00:19:32. Throws RangeError for
 * an unknown zone.
 */
export function zoneClock(timeZone: string): ZoneClock {
  const offsetMsAt = offsetsOf(timeZone);

  const stretchAt = (startMs: number, endMs: number): LocalStretch => {
    const offsetMs = offsetMsAt(startMs).offsetMs;
    const localDate = localDateOfUtcMs(startMs + offsetMs);
    return { localDate, utcOffsetMinutes: offsetMs / MINUTE_MS, startMs, endMs };
  };

  const stretches = (startMs: number, endMs: number): LocalStretch[] => {
    const cut: LocalStretch[] = [];
    for (let at = startMs; at < endMs;) {
      const { offsetMs, untilMs } = offsetMsAt(at);
      const midnightMs = (Math.floor((at + offsetMs) / DAY_MS) + 1) * DAY_MS - offsetMs;
      const end = Math.min(endMs, untilMs, midnightMs);
      const next = stretchAt(at, end);
      const last = cut.at(-1);
      if (last && last.localDate === next.localDate && last.utcOffsetMinutes === next.utcOffsetMinutes) {
        cut[cut.length - 1] = { ...last, endMs: end };
      } else cut.push(next);
      at = end;
    }
    return cut;
  };

  return {
    utcOffsetMinutesAt: (ms) => offsetMsAt(ms).offsetMs / MINUTE_MS,
    localDateAt: (ms) => stretchAt(ms, ms).localDate,
    stretches,
  };
}

/** An offset in ms, and a moment up to which it is valid: a quarter hour later at most. */
interface Offset {
  readonly offsetMs: number;
  readonly untilMs: number;
}

/** The offsets of a zone. It remembers those of quarter hours, and the changes within them. */
function offsetsOf(timeZone: string): (ms: number) => Offset {
  const atStart = new Map<number, number>();
  const changes = new Map<number, number>();

  const readOffset = (ms: number): number =>
    Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6;

  const offsetOfStart = (quarter: number): number => {
    let offset = atStart.get(quarter);
    if (offset === undefined) atStart.set(quarter, (offset = readOffset(quarter * QUARTER_HOUR_MS)));
    return offset;
  };

  /** The first ms of the new offset, in a quarter hour whose ends have different ones. */
  const changeIn = (quarter: number): number => {
    let change = changes.get(quarter);
    if (change !== undefined) return change;
    let [before, after] = [quarter * QUARTER_HOUR_MS, (quarter + 1) * QUARTER_HOUR_MS];
    while (after - before > 1) {
      const middle = Math.floor((before + after) / 2);
      if (readOffset(middle) === offsetOfStart(quarter)) before = middle;
      else after = middle;
    }
    changes.set(quarter, (change = after));
    return change;
  };

  return (ms) => {
    const quarter = Math.floor(ms / QUARTER_HOUR_MS);
    const [first, next] = [offsetOfStart(quarter), offsetOfStart(quarter + 1)];
    const endMs = (quarter + 1) * QUARTER_HOUR_MS;
    if (first === next) return { offsetMs: first, untilMs: endMs };
    const changeMs = changeIn(quarter);
    return ms < changeMs ? { offsetMs: first, untilMs: changeMs } : { offsetMs: next, untilMs: endMs };
  };
}
