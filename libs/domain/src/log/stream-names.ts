import { type LocalDate, parseLocalDate } from '../calendar/local-date.js';

/**
 * Builds and reads every stream name. A stream is `category-id`; the categories are those of catalogue.ts.
 */

/** One user's one local day: what their devices and they themselves reported, and what was erased of it. */
export const activityStream = (userId: string, date: LocalDate): string =>
  `activity-${userId}.${date.replaceAll('-', '')}`;

/** How the names of all days of one user begin. */
export const activityStreamPrefix = (userId: string): string => `activity-${userId}.`;

/** One account: opened, its zone and plan, the API keys it lists. */
export const accountStream = (userId: string): string => `account-${userId}`;

/** One e-mail address, by the SHA-256 of its lower case: at most one account registers it. */
export const loginStream = (emailHash: string): string => `login-${emailHash}`;

/** One secret (API key, token, code, session), by its SHA-256. */
export const credentialStream = (secretHash: string): string => `credential-${secretHash}`;

/** One application that may ask users for access. */
export const clientStream = (clientId: string): string => `client-${clientId}`;

/** Which applications one user let in, and the access tokens that those hold. */
export const grantStream = (userId: string): string => `grant-${userId}`;

/** What one user changed of the shipped taxonomy. */
export const taxonomyStream = (userId: string): string => `taxonomy-${userId}`;

/** What one user wants to be told of, and what they were told. */
export const alertStream = (userId: string): string => `alert-${userId}`;

/** Who has alerts, or had some: one stream, because the log cannot be asked which `alert-` streams there are. */
export const ALERT_OWNERS_STREAM = 'owners-of-alerts';

/** Which days have time long before they come: one stream, to be read when the log is not read from there. */
export const DAYS_AHEAD_STREAM = 'days-ahead';

/** The schedules of one user. */
export const scheduleStream = (userId: string): string => `schedule-${userId}`;

/** What one user noted of their days. */
export const highlightStream = (userId: string): string => `highlight-${userId}`;

/** The focus sessions of one user. */
export const focusStream = (userId: string): string => `focus-${userId}`;

/** What the closed days of one user came to. */
export const summaryStream = (userId: string): string => `summary-${userId}`;

/** What one user asked to have erased, and how far that is. */
export const erasureStream = (userId: string): string => `erasure-${userId}`;

/** One team: its name, its members, and what it sees of them. */
export const teamStream = (teamId: string): string => `team-${teamId}`;

/** The teams that one user has or had to do with. */
export const membershipStream = (userId: string): string => `membership-${userId}`;

/** One small stream a user has in each of these, at most. */
const SMALL_CATEGORIES = 'taxonomy schedule alert highlight focus summary grant membership'.split(' ');

/** The small streams that one user may have, beside their account, their days and what was asked to be erased. */
export const smallStreams = (userId: string): string[] => SMALL_CATEGORIES.map((category) => `${category}-${userId}`);

/** The prefix of all credential streams: none of them is named by its user. */
export const CREDENTIAL_PREFIX = 'credential-';

/** The prefix of all erasure streams. */
export const ERASURE_PREFIX = 'erasure-';

const ACTIVITY_STREAM =
  /^activity-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})\.(\d{4})(\d{2})(\d{2})$/;
const USER_STREAM = /^([a-z]+)-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** The user and local day of an activity stream, or undefined for any other name. */
export function parseActivityStream(stream: string): { userId: string; localDate: LocalDate } | undefined {
  const match = ACTIVITY_STREAM.exec(stream);
  if (!match) return undefined;
  const localDate = parseLocalDate(`${match[2]}-${match[3]}-${match[4]}`);
  return localDate && { userId: match[1] as string, localDate };
}

/** The user of a taxonomy stream, or undefined for any other name. */
export const parseTaxonomyStream = (stream: string) => parseUserStream('taxonomy', stream);

/** The user of a schedule stream, or undefined for any other name. */
export const parseScheduleStream = (stream: string) => parseUserStream('schedule', stream);

/** The user of an alert stream, or undefined for any other name. */
export const parseAlertStream = (stream: string) => parseUserStream('alert', stream);

/** The user of a summary stream, or undefined for any other name. */
export const parseSummaryStream = (stream: string) => parseUserStream('summary', stream);

/** The user of a focus stream, or undefined for any other name. */
export const parseFocusStream = (stream: string) => parseUserStream('focus', stream);
/** The user of an erasure stream, or undefined for any other name. */
export const parseErasureStream = (stream: string) => parseUserStream('erasure', stream);

/** The user of an account stream, or undefined for any other name. */
export const parseAccountStream = (stream: string) => parseUserStream('account', stream);

function parseUserStream(category: string, stream: string): { userId: string } | undefined {
  const match = USER_STREAM.exec(stream);
  return match?.[1] === category ? { userId: match[2] as string } : undefined;
}
