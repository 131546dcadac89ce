import type { LocalDate } from '../calendar/local-date.js';
import type { UserCategory } from './categories.js';
import type { StreamCategory } from './catalogue.js';

/**
 * Builds and reads stream names: `category-id`, with a category of catalogue.ts. The names of the
 * streams of days stand in activity/day-stream.ts.
 */

/** The one stream of a user in a category. */
export const userStream = (category: UserCategory, userId: string): string => `${category}-${userId}`;

/** One account: its settings, and the list of its API keys. */
export const accountStream = (userId: string): string => userStream('account', userId);

/** One e-mail address, by the SHA-256 of its lower case. At most one account registers it. */
export const loginStream = (emailHash: string): string => `login-${emailHash}`;

/** One secret (API key, token, code, session), by its SHA-256. */
export const credentialStream = (secretHash: string): string => `credential-${secretHash}`;

/** How long the time of one user is kept. */
export const keepingStream = (userId: string): string => userStream('keeping', userId);

/** Whether one user wants mails, and what was mailed. */
export const mailingStream = (userId: string): string => userStream('mailing', userId);

/** The users with a `mailing-` stream. The sender of the mails reads them at each start. */
export const MAIL_READERS_STREAM = 'readers-of-mails' satisfies StreamCategory;

/** The sessions of one user. */
export const sessionStream = (userId: string): string => userStream('session', userId);

/** One application that may ask users for access. */
export const clientStream = (clientId: string): string => `client-${clientId}`;

/** The applications that one user allowed, and their access tokens. */
export const grantStream = (userId: string): string => userStream('grant', userId);

/** One user's changes to the shipped taxonomy. */
export const taxonomyStream = (userId: string): string => userStream('taxonomy', userId);

/** The alerts of one user, and when each was triggered. */
export const alertStream = (userId: string): string => userStream('alert', userId);

/**
 * The users with an `alert-` stream. This stream lists them, because the log has no list of
 * streams.
 */
export const ALERT_OWNERS_STREAM = 'owners-of-alerts' satisfies StreamCategory;

/** All accounts and applications of the server. The administrator's lists come from it. */
export const DIRECTORY_STREAM = 'directory-of-server' satisfies StreamCategory;

/** Future days that have time already. The day closer reads them at each start. */
export const DAYS_AHEAD_STREAM = 'days-ahead' satisfies StreamCategory;

/** The schedules of one user. */
export const scheduleStream = (userId: string): string => userStream('schedule', userId);

/** The local days of one user that have an `activity-` stream. */
export const dayListStream = (userId: string): string => userStream('daylist', userId);

/** The goals of one user. */
export const goalStream = (userId: string): string => userStream('goal', userId);

/** The notes of one user about their days. */
export const highlightStream = (userId: string): string => userStream('highlight', userId);

/** Changes of one user that stand in no other short stream: of days, and imports. */
export const historyStream = (userId: string): string => userStream('history', userId);

/** The devices that one user has hidden. */
export const deviceStream = (userId: string): string => userStream('device', userId);

/** The focus sessions of one user. */
export const focusStream = (userId: string): string => userStream('focus', userId);

/** The totals of the closed days of one user. */
export const summaryStream = (userId: string): string => userStream('summary', userId);

/** The erasures that one user asked for, and their progress. */
export const erasureStream = (userId: string): string => userStream('erasure', userId);

/** One team: its name, its members, and the data of them that it shows. */
export const teamStream = (teamId: string): string => `team-${teamId}`;

/** The second step of one user: the secret of the codes, and what was used. */
export const factorStream = (userId: string): string => userStream('factor', userId);

/** The links that one user may follow, such as for a new password. Each works once. */
export const linkStream = (userId: string): string => userStream('link', userId);

/** The published table of one week (its Monday) of one team. */
export const releaseStream = (teamId: string, week: LocalDate): string =>
  `release-${teamId}.${week.replaceAll('-', '')}`;

/** The teams whose weeks are published. The publisher reads them at each start. */
export const PUBLISHING_TEAMS_STREAM = 'teams-to-publish' satisfies StreamCategory;

/** The passkeys of one user. */
export const passkeyStream = (userId: string): string => userStream('passkey', userId);

/** The key by which API processes sign challenges for passkeys. */
export const CHALLENGE_KEY_STREAM = 'challenge-key' satisfies StreamCategory;

/** The links to the page that makes the first account. */
export const SET_UP_STREAM = 'set-up-of-server' satisfies StreamCategory;

/** The teams that one user created, joined, or was invited to. */
export const membershipStream = (userId: string): string => userStream('membership', userId);

const USER_STREAM = /^([a-z]+)-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

const TEAM_STREAM = /^team-([0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12})$/;

/** The team of a team stream, or undefined for any other name. */
export function parseTeamStream(stream: string): { teamId: string } | undefined {
  const teamId = TEAM_STREAM.exec(stream)?.[1];
  return teamId === undefined ? undefined : { teamId };
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

/** The user of a keeping stream, or undefined for any other name. */
export const parseKeepingStream = (stream: string) => parseUserStream('keeping', stream);

/** The user of an erasure stream, or undefined for any other name. */
export const parseErasureStream = (stream: string) => parseUserStream('erasure', stream);

/** The user of an account stream, or undefined for any other name. */
export const parseAccountStream = (stream: string) => parseUserStream('account', stream);

/** The user of a stream of the category, or undefined for any other name. */
export function parseUserStream(category: UserCategory, stream: string): { userId: string } | undefined {
  const match = USER_STREAM.exec(stream);
  return match?.[1] === category ? { userId: match[2] as string } : undefined;
}
