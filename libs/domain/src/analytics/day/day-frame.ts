import { BUCKET_MS } from '../../calendar/five-minutes.js';
import { closingTime, startOfDay } from '../../calendar/closing-time.js';
import type { LocalDate } from '../../calendar/local-date.js';
import { zoneClock } from '../../calendar/zone-clock.js';

/** One hour of a day on the wall clock, or the part of an hour with one UTC offset. */
export interface DayHour {
  /** First moment, in epoch ms. A multiple of five minutes. */
  readonly startMs: number;
  /** Local time minus UTC. */
  readonly utcOffsetMinutes: number;
  /** 0 to 23, as the wall clock shows it. */
  readonly hour: number;
}

/** A local day: its moments and its hours. Half-open. */
export interface DayFrame {
  readonly startMs: number;
  readonly endMs: number;
  readonly hours: readonly DayHour[];
}

const MINUTE_MS = 60_000;

/**
 * The hours of a local day, in the order of time. Each hour of the wall clock occurs once, but an
 * hour that the clock repeats occurs twice, with two offsets. An hour that the clock skips is
 * missing.
 *
 *     Berlin, 25 October 2026     00  01  02 (+02:00)  02 (+01:00)  03 ...
 *     Lord Howe, 5 April 2026     00  01 (+11:00)  01 (+10:30, half an hour)  02 ...
 *
 * Throws RangeError for an unknown zone.
 */
export function dayFrame(date: LocalDate, timeZone: string): DayFrame {
  const clock = zoneClock(timeZone);
  const startMs = startOfDay(date, timeZone);
  const endMs = closingTime(date, timeZone) - MINUTE_MS;
  const hours: DayHour[] = [];
  for (let at = startMs; at < endMs; at += BUCKET_MS) {
    const utcOffsetMinutes = clock.utcOffsetMinutesAt(at);
    const hour = hourOf(at, utcOffsetMinutes);
    const last = hours.at(-1);
    if (last?.hour !== hour || last.utcOffsetMinutes !== utcOffsetMinutes)
      hours.push({ startMs: at, utcOffsetMinutes, hour });
  }
  return { startMs, endMs, hours };
}

/** The hour of the wall clock, 0 to 23, at a moment (epoch ms) with this offset. */
export const hourOf = (ms: number, utcOffsetMinutes: number): number =>
  new Date(ms + utcOffsetMinutes * MINUTE_MS).getUTCHours();
