import { parseMoment } from '../calendar/moments.js';
import { DomainError } from '../domain-error.js';
import { enteredLine } from '../entered-text.js';
import { CLOCK_SKEW_MS } from '../activity/read-activities.js';

/** Time away from any device, as a user enters it. In epoch ms, half-open. */
export interface OfflineTime {
  readonly activity: string;
  readonly details?: string;
  readonly startedAt: number;
  readonly endedAt: number;
}

const MINUTE_MS = 60_000;
/** Source: the documented Offline Time POST API, "limited to a 4 hour maximum duration". */
const LONGEST_MINUTES = 240;
/** A larger number is a Unix time. Several clients send minutes as `end_time`. */
const MOST_MINUTES_AS_END = 9_999;
/** The read models refuse earlier times. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);

/**
 * Reads `start_time`, `end_time` or `duration` (minutes), `activity_name` and `activity_details`.
 * The end counts when both end and duration are given. Throws DomainError `invalid_start_time`,
 * `invalid_end_time`, `invalid_duration`, `invalid_activity_name`, `invalid_activity_details`,
 * `too_long` (over 4 hours) and `in_future` (ends more than a minute after `now`).
 */
export function parseOfflineTime(
  parameters: ReadonlyMap<string, string>,
  { timeZone, now }: { timeZone: string; now: number },
): OfflineTime {
  const given = (name: string) => parameters.get(name)?.trim() || undefined;
  const startedAt = parseMoment(given('start_time') ?? '', timeZone);
  if (startedAt === undefined || startedAt < EARLIEST_MS) {
    throw new DomainError('invalid_start_time', 'start_time is YYYY-MM-DD HH:MM:SS or a Unix time.');
  }
  const endedAt = endOf({ end: given('end_time'), duration: given('duration') }, startedAt, timeZone);
  if (endedAt - startedAt > LONGEST_MINUTES * MINUTE_MS) {
    throw new DomainError('too_long', 'Offline time is 4 hours long at most.');
  }
  if (endedAt > now + CLOCK_SKEW_MS) throw new DomainError('in_future', 'Offline time cannot be in the future.');
  const activity = enteredLine(given('activity_name') ?? '', { code: 'invalid_activity_name', of: 'activity_name' });
  const entered = given('activity_details');
  const details = entered && enteredLine(entered, { code: 'invalid_activity_details', of: 'activity_details' });
  return { activity, ...(details !== undefined && { details }), startedAt, endedAt };
}

function endOf(
  { end, duration }: { end: string | undefined; duration: string | undefined },
  startedAt: number,
  timeZone: string,
): number {
  const isMinutes = end === undefined || (/^\d+$/.test(end) && Number(end) <= MOST_MINUTES_AS_END);
  if (!isMinutes) {
    const endedAt = parseMoment(end, timeZone);
    if (endedAt !== undefined && endedAt > startedAt) return endedAt;
    throw new DomainError('invalid_end_time', 'end_time is after start_time, as YYYY-MM-DD HH:MM:SS or a Unix time.');
  }
  const minutes = end ?? duration ?? '';
  if (/^\d{1,6}$/.test(minutes) && Number(minutes) > 0) return startedAt + Number(minutes) * MINUTE_MS;
  throw new DomainError('invalid_duration', 'duration is a whole number of minutes; or give an end_time.');
}
