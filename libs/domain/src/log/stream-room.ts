import type { EventsByCategory, StreamCategory } from './catalogue.js';
import { categoryOf, streamPer } from './categories.js';

/**
 * The most events of a stream that a user fills. A stream is read as a whole when its user asks. No
 * known user has a tenth of this: it is an entry every ten minutes for a year.
 */
export const MOST_EVENTS_OF_A_STREAM = 50_000;

type EventType = EventsByCategory[StreamCategory]['type'];

/**
 * Streams that never fill: without them a user can neither sign in nor erase. Lists of sessions and
 * grants stay short by themselves (`SecretList`), but their revisions go on. A list of days has
 * 36,000 days at most. A list of changes is written before each change of a day, and read from its
 * end: if it were full, offline time could neither be posted nor taken back any more.
 */
const WITHOUT_END: ReadonlySet<string> = new Set<StreamCategory>([
  'erasure',
  'factor',
  'link',
  'session',
  'grant',
  'passkey',
  'daylist',
  'history',
]);

/**
 * Events that a full stream takes too. They take back what is there, so there are not many more of
 * them than of the others, or the server alone decides them. A user, or the thief of a key, must
 * not be able to fill a stream so that a key cannot be revoked.
 */
const ALWAYS_TAKEN: ReadonlySet<string> = new Set<EventType>([
  ...(['AddressVerified', 'AddressChanged', 'ProviderLinked', 'PasswordSet', 'ApiKeyUsed', 'ApiKeyRevoked'] as const),
  ...(['SignedOutEverywhere', 'AccountClosed'] as const),
  ...(['ActivityReset', 'CategoryRemoved', 'NamingRuleRemoved', 'ScheduleRemoved', 'AlertRemoved'] as const),
  ...(['CategoryLevelReset', 'GoalRemoved', 'HighlightRemoved'] as const),
  ...(['AlertTriggered', 'FocusSessionEnded', 'DayClosed', 'DayRestated'] as const),
  ...(['MemberLeft', 'InvitationDeclined', 'TeamClosed'] as const),
  ...(['TimeErased', 'DayRewritten', 'OfflineTimeRemoved'] as const),
  ...(['WeeklyMailEnded', 'WeekMailBegun', 'WeekMailed'] as const),
]);

/**
 * The most events that a stream may have when an event of this type is appended. Undefined: no
 * limit. Only streams of users and teams have one.
 *
 * It counts revisions. So events that an erasure removed count too.
 */
export function mostEventsFor(stream: string, type: string): number | undefined {
  const category = categoryOf(stream);
  if (category === undefined || WITHOUT_END.has(category) || ALWAYS_TAKEN.has(type)) return undefined;
  return FILLED_BY_USERS.has(streamPer(category)) ? MOST_EVENTS_OF_A_STREAM : undefined;
}

const FILLED_BY_USERS: ReadonlySet<string> = new Set(['user', 'user-and-day', 'team']);
