import type { AccountEvent } from '../access/account-events.js';
import type { CredentialEvent } from '../access/credential.js';
import type { LoginEvent } from '../access/login.js';
import { ACCOUNT_EVENTS, readAccountEvent } from '../access/read-account-event.js';
import { CREDENTIAL_EVENTS, readCredentialEvent } from '../access/read-credential-event.js';
import { LOGIN_EVENTS, readLoginEvent } from '../access/read-login-event.js';
import { readSessionEvent, SESSION_EVENTS } from '../access/read-session-event.js';
import type { SessionEvent } from '../access/session-list.js';
import { DAY_LIST_EVENTS, type DaysListed, readDayListEvent } from '../activity/day-list.js';
import type { ActivityEvent } from '../activity/events.js';
import { ACTIVITY_EVENTS, readActivityEvent } from '../activity/read-activity-event.js';
import { ALERT_OWNER_EVENTS, type AlertOwnerListed, readAlertOwnerEvent } from '../alerts/alert-owners.js';
import type { AlertEvent } from '../alerts/events.js';
import { ALERT_EVENTS, readAlertEvent } from '../alerts/read-alert-event.js';
import { DAY_AHEAD_EVENTS, type DayAheadListed, readDayAheadEvent } from '../daily-summary/days-ahead.js';
import type { SummaryEvent } from '../daily-summary/events.js';
import { readSummaryEvent, SUMMARY_EVENTS } from '../daily-summary/read-summary-event.js';
import { DIRECTORY_EVENTS, type DirectoryEvent, readDirectoryEvent } from '../directory/directory.js';
import type { DeviceEvent } from '../devices/events.js';
import { DEVICE_EVENTS, readDeviceEvent } from '../devices/read-device-event.js';
import type { FactorEvent } from '../factor/events.js';
import { FACTOR_EVENTS, readFactorEvent } from '../factor/read-factor-event.js';
import type { FocusEvent } from '../focus/events.js';
import { FOCUS_EVENTS, readFocusEvent } from '../focus/read-focus-event.js';
import type { GoalEvent } from '../goals/events.js';
import { GOAL_EVENTS, readGoalEvent } from '../goals/read-goal-event.js';
import type { HighlightEvent } from '../highlights/events.js';
import { HIGHLIGHT_EVENTS, readHighlightEvent } from '../highlights/read-highlight-event.js';
import type { HistoryEvent } from '../history/events.js';
import { HISTORY_EVENTS, readHistoryEvent } from '../history/read-history-event.js';
import type { KeepingEvent } from '../keeping/keeping-decider.js';
import { KEEPING_EVENTS, readKeepingEvent } from '../keeping/read-keeping-event.js';
import type { LinkEvent } from '../links/events.js';
import { LINK_EVENTS, readLinkEvent } from '../links/read-link-event.js';
import { readSetUpEvent, SET_UP_EVENTS, type SetUpEvent } from '../links/set-up-link.js';
import type { MailingEvent } from '../mailing/events.js';
import { MAIL_READER_EVENTS, type MailReaderListed, readMailReaderEvent } from '../mailing/mail-readers.js';
import { MAILING_EVENTS, readMailingEvent } from '../mailing/read-mailing-event.js';
import type { ApplicationEvent } from '../oauth/application-decider.js';
import type { GrantEvent } from '../oauth/grant-events.js';
import { APPLICATION_EVENTS, readApplicationEvent } from '../oauth/read-application-event.js';
import { GRANT_EVENTS, readGrantEvent } from '../oauth/read-grant-event.js';
import { CHALLENGE_KEY_EVENTS, type ChallengeKeyMade, readChallengeKeyEvent } from '../passkeys/challenge-key.js';
import type { PasskeyEvent } from '../passkeys/events.js';
import { PASSKEY_EVENTS, readPasskeyEvent } from '../passkeys/read-passkey-event.js';
import type { ErasureEvent } from '../privacy/events.js';
import { ERASURE_EVENTS, readErasureEvent } from '../privacy/read-erasure-event.js';
import type { ScheduleEvent } from '../schedules/events.js';
import { readScheduleEvent, SCHEDULE_EVENTS } from '../schedules/read-schedule-event.js';
import type { TaxonomyEvent } from '../taxonomy/events.js';
import { readTaxonomyEvent, TAXONOMY_EVENTS } from '../taxonomy/read-taxonomy-event.js';
import type { TeamEvent } from '../teams/events.js';
import type { TeamListed } from '../teams/membership-decider.js';
import { MEMBERSHIP_EVENTS, readMembershipEvent } from '../teams/read-membership-event.js';
import { readTeamEvent, TEAM_EVENTS } from '../teams/read-team-event.js';
import { readReleaseEvent, RELEASE_EVENTS, type WeekPublished } from '../team-weeks/published-week.js';
import {
  PUBLISHING_TEAM_EVENTS,
  type PublishingTeamListed,
  readPublishingTeamEvent,
} from '../team-weeks/publishing-teams.js';
import type { CategoryEntry } from './category-entry.js';
import { readStoreIdentityEvent, STORE_IDENTITY_EVENTS, type StoreIdentified } from './store-identity.js';

/** The categories of streams, each with the union of its events. An export has the same order. */
export interface EventsByCategory {
  account: AccountEvent;
  taxonomy: TaxonomyEvent;
  schedule: ScheduleEvent;
  alert: AlertEvent;
  goal: GoalEvent;
  highlight: HighlightEvent;
  device: DeviceEvent;
  keeping: KeepingEvent;
  mailing: MailingEvent;
  focus: FocusEvent;
  summary: SummaryEvent;
  session: SessionEvent;
  grant: GrantEvent;
  membership: TeamListed;
  factor: FactorEvent;
  passkey: PasskeyEvent;
  link: LinkEvent;
  daylist: DaysListed;
  history: HistoryEvent;
  erasure: ErasureEvent;
  activity: ActivityEvent;
  login: LoginEvent;
  credential: CredentialEvent;
  client: ApplicationEvent;
  team: TeamEvent;
  release: WeekPublished;
  'teams-to-publish': PublishingTeamListed;
  'owners-of-alerts': AlertOwnerListed;
  'days-ahead': DayAheadListed;
  'readers-of-mails': MailReaderListed;
  'directory-of-server': DirectoryEvent;
  'store-identity': StoreIdentified;
  'challenge-key': ChallengeKeyMade;
  'set-up-of-server': SetUpEvent;
}

/** The category of a stream. */
export type StreamCategory = keyof EventsByCategory;

/** A category with one small stream of settings or notes for each user. */
const ONE_OF_A_USER = {
  streamPer: 'user',
  owner: 'user-of-name',
  whenAccountIsErased: 'remove',
  isExported: true,
  isImported: true,
  isProjected: false,
} as const;

/**
 * All events of the log: their readers and owners, and what an erasure, an export and an import do
 * with them. categories.ts derives every list of categories from this table. A new event or
 * category is added here only.
 */
export const CATALOGUE = {
  account: {
    ...{ streamPer: 'user', events: ACCOUNT_EVENTS, read: readAccountEvent, owner: 'user-of-name' },
    // The erasure needs its addresses, to release them.
    ...{ whenAccountIsErased: 'remove-late', isExported: true, isImported: false, isProjected: true },
  },
  taxonomy: { ...ONE_OF_A_USER, events: TAXONOMY_EVENTS, read: readTaxonomyEvent, isProjected: true },
  schedule: { ...ONE_OF_A_USER, events: SCHEDULE_EVENTS, read: readScheduleEvent },
  alert: { ...ONE_OF_A_USER, events: ALERT_EVENTS, read: readAlertEvent },
  goal: { ...ONE_OF_A_USER, events: GOAL_EVENTS, read: readGoalEvent },
  highlight: { ...ONE_OF_A_USER, events: HIGHLIGHT_EVENTS, read: readHighlightEvent },
  device: { ...ONE_OF_A_USER, events: DEVICE_EVENTS, read: readDeviceEvent },
  // An import must not begin to erase.
  keeping: { ...ONE_OF_A_USER, events: KEEPING_EVENTS, read: readKeepingEvent, isImported: false },
  // An import must not begin to send mails.
  mailing: { ...ONE_OF_A_USER, events: MAILING_EVENTS, read: readMailingEvent, isImported: false },
  focus: { ...ONE_OF_A_USER, events: FOCUS_EVENTS, read: readFocusEvent },
  summary: { ...ONE_OF_A_USER, events: SUMMARY_EVENTS, read: readSummaryEvent },
  // Sessions, grants and teams belong to the account in which the user decided them.
  session: { ...ONE_OF_A_USER, events: SESSION_EVENTS, read: readSessionEvent, isImported: false },
  grant: { ...ONE_OF_A_USER, events: GRANT_EVENTS, read: readGrantEvent, isImported: false },
  membership: { ...ONE_OF_A_USER, events: MEMBERSHIP_EVENTS, read: readMembershipEvent, isImported: false },
  // Its secret signs in as the user, so it leaves the log in no export.
  factor: { ...ONE_OF_A_USER, events: FACTOR_EVENTS, read: readFactorEvent, isExported: false, isImported: false },
  passkey: { ...ONE_OF_A_USER, events: PASSKEY_EVENTS, read: readPasskeyEvent, isImported: false },
  link: { ...ONE_OF_A_USER, events: LINK_EVENTS, read: readLinkEvent, isExported: false, isImported: false },
  // An export holds each day itself, and an import lists the days that it brings.
  daylist: { ...ONE_OF_A_USER, events: DAY_LIST_EVENTS, read: readDayListEvent, isExported: false, isImported: false },
  // It names commands of this log, so it says nothing elsewhere.
  history: { ...ONE_OF_A_USER, events: HISTORY_EVENTS, read: readHistoryEvent, isImported: false },
  erasure: {
    ...{ streamPer: 'user', events: ERASURE_EVENTS, read: readErasureEvent, owner: 'user-of-name' },
    // It holds the progress of the erasure.
    ...{ whenAccountIsErased: 'remove-when-completed', isExported: true, isImported: false, isProjected: false },
  },
  activity: {
    ...{ streamPer: 'user-and-day', events: ACTIVITY_EVENTS, read: readActivityEvent, owner: 'user-of-name' },
    ...{ whenAccountIsErased: 'remove-days', isExported: true, isImported: true, isProjected: true },
  },
  login: {
    ...{ streamPer: 'address', events: LOGIN_EVENTS, read: readLoginEvent, owner: 'user-of-data' },
    // The address may be registered again, so the stream must stay usable.
    ...{ whenAccountIsErased: 'release', isExported: false, isImported: false, isProjected: true },
  },
  credential: {
    ...{ streamPer: 'secret', events: CREDENTIAL_EVENTS, read: readCredentialEvent, owner: 'user-of-data' },
    ...{ whenAccountIsErased: 'revoke-and-remove', isExported: false, isImported: false, isProjected: true },
  },
  client: {
    ...{ streamPer: 'application', events: APPLICATION_EVENTS, read: readApplicationEvent, owner: 'server' },
    ...{ whenAccountIsErased: 'keep', isExported: false, isImported: false, isProjected: false },
  },
  team: {
    ...{ streamPer: 'team', events: TEAM_EVENTS, read: readTeamEvent, owner: 'several-users' },
    ...{ whenAccountIsErased: 'leave', isExported: false, isImported: false, isProjected: false },
  },
  release: {
    // Sums over several users. They name none.
    ...{ streamPer: 'team-and-week', events: RELEASE_EVENTS, read: readReleaseEvent, owner: 'server' },
    ...{ whenAccountIsErased: 'withdraw', isExported: false, isImported: false, isProjected: false },
  },
  'teams-to-publish': {
    ...{ streamPer: 'log', events: PUBLISHING_TEAM_EVENTS, read: readPublishingTeamEvent, owner: 'server' },
    // One stream for all teams. It holds only their random ids.
    ...{ whenAccountIsErased: 'keep', isExported: false, isImported: false, isProjected: false },
  },
  'owners-of-alerts': {
    ...{ streamPer: 'log', events: ALERT_OWNER_EVENTS, read: readAlertOwnerEvent, owner: 'user-of-data' },
    // One stream for all users. It holds only the random id of a user.
    ...{ whenAccountIsErased: 'keep', isExported: false, isImported: false, isProjected: false },
  },
  'days-ahead': {
    ...{ streamPer: 'log', events: DAY_AHEAD_EVENTS, read: readDayAheadEvent, owner: 'user-of-data' },
    // One stream for all users. It holds only the random id of a user, and dates.
    ...{ whenAccountIsErased: 'keep', isExported: false, isImported: false, isProjected: false },
  },
  'readers-of-mails': {
    ...{ streamPer: 'log', events: MAIL_READER_EVENTS, read: readMailReaderEvent, owner: 'user-of-data' },
    // One stream for all users. It holds only the random id of a user.
    ...{ whenAccountIsErased: 'keep', isExported: false, isImported: false, isProjected: false },
  },
  'directory-of-server': {
    ...{ streamPer: 'log', events: DIRECTORY_EVENTS, read: readDirectoryEvent, owner: 'user-of-data' },
    // One stream for all accounts and applications. It holds only their random ids.
    ...{ whenAccountIsErased: 'keep', isExported: false, isImported: false, isProjected: false },
  },
  'store-identity': {
    ...{ streamPer: 'log', events: STORE_IDENTITY_EVENTS, read: readStoreIdentityEvent, owner: 'server' },
    ...{ whenAccountIsErased: 'keep', isExported: false, isImported: false, isProjected: false },
  },
  'challenge-key': {
    ...{ streamPer: 'log', events: CHALLENGE_KEY_EVENTS, read: readChallengeKeyEvent, owner: 'server' },
    ...{ whenAccountIsErased: 'keep', isExported: false, isImported: false, isProjected: false },
  },
  'set-up-of-server': {
    // It names no user.
    ...{ streamPer: 'log', events: SET_UP_EVENTS, read: readSetUpEvent, owner: 'server' },
    ...{ whenAccountIsErased: 'keep', isExported: false, isImported: false, isProjected: false },
  },
} as const satisfies { readonly [Category in StreamCategory]: CategoryEntry<EventsByCategory[Category]> };
