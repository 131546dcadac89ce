import { Temporal } from 'temporal-polyfill';
import { type LocalDate, localDateOfUtcMs } from './local-date.js';

const MINUTE_MS = 60_000;
const QUARTER_HOUR_MS = 15 * MINUTE_MS;

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
  /** Local time minus UTC at the moment, in minutes. */
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
  if (!/^[A-Za-z]/.test(name)) return false;
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
}

/**
 * A clock for the zone. Offsets and their changes fall on quarter hours today: Lord Howe shifts by
 * 30 minutes, and Chatham is at +12:45. So an offset is valid for a whole quarter hour.
 *
 *     23:00        00:00 local     01:00
 *     [ one stretch ][ another      ]        cut at midnight
 *     01:30    02:00=>03:00    03:30
 *     [ +01:00 ][ +02:00      ]              cut where the offset changes
 *
 * Throws RangeError for an unknown zone.
 */
export function zoneClock(timeZone: string): ZoneClock {
  const offsets = new Map<number, number>();

  const utcOffsetMinutesAt = (ms: number): number => {
    const quarter = Math.floor(ms / QUARTER_HOUR_MS);
    let offset = offsets.get(quarter);
    if (offset === undefined) {
      const instant = Temporal.Instant.fromEpochMilliseconds(quarter * QUARTER_HOUR_MS);
      offset = instant.toZonedDateTimeISO(timeZone).offsetNanoseconds / 1e6 / MINUTE_MS;
      offsets.set(quarter, offset);
    }
    return offset;
  };

  const stretchAt = (startMs: number, endMs: number): LocalStretch => {
    const utcOffsetMinutes = utcOffsetMinutesAt(startMs);
    return { localDate: localDateOfUtcMs(startMs + utcOffsetMinutes * MINUTE_MS), utcOffsetMinutes, startMs, endMs };
  };

  const stretches = (startMs: number, endMs: number): LocalStretch[] => {
    const cut: LocalStretch[] = [];
    for (let at = startMs; at < endMs;) {
      const quarterEnd = Math.min(endMs, (Math.floor(at / QUARTER_HOUR_MS) + 1) * QUARTER_HOUR_MS);
      const next = stretchAt(at, quarterEnd);
      const last = cut.at(-1);
      if (last && last.localDate === next.localDate && last.utcOffsetMinutes === next.utcOffsetMinutes) {
        cut[cut.length - 1] = { ...last, endMs: quarterEnd };
      } else cut.push(next);
      at = quarterEnd;
    }
    return cut;
  };

  return { utcOffsetMinutesAt, localDateAt: (ms) => stretchAt(ms, ms).localDate, stretches };
}
