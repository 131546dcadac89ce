import { type LocalDate, parseLocalDate } from '../calendar/local-date.js';

/** One local day of one user: recorded time, entered time, and erasures. */
export const activityStream = (userId: string, date: LocalDate): string =>
  `activity-${userId}.${date.replaceAll('-', '')}`;

/** The prefix of the activity streams of one user. */
export const activityStreamPrefix = (userId: string): string => `activity-${userId}.`;

const ACTIVITY_STREAM =
  /^activity-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(\d{4})(\d{2})(\d{2})$/;

/** The user and local day of an activity stream, or undefined for any other name. */
export function parseActivityStream(stream: string): { userId: string; localDate: LocalDate } | undefined {
  const match = ACTIVITY_STREAM.exec(stream);
  if (!match) return undefined;
  const localDate = parseLocalDate(`${match[2]}-${match[3]}-${match[4]}`);
  return localDate && { userId: match[1] as string, localDate };
}
