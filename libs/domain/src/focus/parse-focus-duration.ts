import { addDays } from '../calendar/local-date.js';
import { startOfDay } from '../calendar/closing-time.js';
import { zoneClock } from '../calendar/zone-clock.js';
import { DomainError } from '../domain-error.js';
import type { StartFocusSession } from './focus-decider.js';

const MINUTE_MS = 60_000;
/** A longer session than a day is a typing error (our choice). */
const MOST_MINUTES = 24 * 60;

/**
 * The end of a session that starts `now`: after a number of minutes that is a multiple of 5. With
 * -1 it ends with the local day. Throws DomainError `invalid_duration`. Source: the documented
 * FocusTime Trigger API.
 */
export function parseFocusDuration(
  text: string,
  { timeZone, now }: { timeZone: string; now: number },
): StartFocusSession['data'] {
  const trimmed = text.trim();
  const minutes = /^-?\d{1,6}$/.test(trimmed) ? Number(trimmed) : NaN;
  if (minutes === -1) {
    const endsAt = startOfDay(addDays(zoneClock(timeZone).localDateAt(now), 1), timeZone);
    return { durationMinutes: Math.floor((endsAt - now) / MINUTE_MS), endsAt };
  }
  if (minutes > 0 && minutes % 5 === 0 && minutes <= MOST_MINUTES) {
    return { durationMinutes: minutes, endsAt: now + minutes * MINUTE_MS };
  }
  throw new DomainError(
    'invalid_duration',
    'duration is a multiple of 5 minutes up to 1440, or -1: until the day ends.',
  );
}
