// A folder is exported as a whole when its index is for other libs only.
export {
  type AccountEvent,
  type AccountOpener,
  type AddressWitness,
  type ApiKeyListed,
  type Plan,
  type Profile,
  PROFILE_FIELDS,
  type ProviderIdentity,
} from './access/account-events.js';
export {
  type Account,
  type AccountCommand,
  accountDecider,
  keyOf,
  type ListedKey,
  type OpenedAccount,
} from './access/account.js';
export { isLinked, linkedAt, providerLogin } from './access/provider-identity.js';
export {
  DEFAULT_KEY_KIND,
  isExpired,
  isKeyKind,
  KEY_KINDS,
  type KeyKind,
  opensRouteFor,
} from './access/keys/key-kinds.js';
export { checkPassword, easyPassword } from './access/password.js';
export { firstDayShown, syncIntervalSeconds } from './access/plans.js';
export {
  type AccessTokenIssued,
  type ApiKeyIssued,
  type AuthorizationCodeIssued,
  type Credential,
  type CredentialIssued,
  type CredentialKind,
  credentialDecider,
  type CredentialRevoked,
  revocationDecider,
  type RevokeCredential,
  type SessionIssued,
} from './access/credential.js';
export { readAccountEvent } from './access/read-account-event.js';
export { type LoginCommand, loginDecider, type LoginReleased, normaliseEmail } from './access/login.js';
export type { RestatedDecider, SecretList } from './access/secret-list.js';
export {
  type EndSession,
  lastUse,
  type ListedSession,
  type ListSession,
  type OpenSessions,
  type SessionCommand,
  type SessionEvent,
  openAt as sessionsOpenAt,
  sessionList,
} from './access/session-list.js';
export { isScope, type Scope, SCOPES } from './access/scopes.js';
export * from './oauth/index.js';
export {
  cutIntoDays,
  type DayStretch,
  type OfferedActivity,
  type ReadActivity,
  readActivities,
  type Rejection,
} from './activity/read-activities.js';
export { ActivityDay, type BucketTotal, type DayTotal } from './activity/day/activity-day.js';
export type {
  ActivityEvent,
  ActivityRecorded,
  DayRewritten,
  ErasedDocument,
  OfflineTimePosted,
  OfflineTimeRemoved,
  SourceType,
  Span,
  TimeErased,
} from './activity/events.js';
export { type DaysListed, daysListed, readDayListEvent } from './activity/day-list.js';
export { DAY_FULL, DAY_LIMITS, DayRoom } from './activity/day-room.js';
export { KnownActivities } from './activity/known-activities.js';
export { keptUrl, nameSpan } from './activity/naming.js';
export { partOf } from './activity/span-ids.js';
export { activityStream, activityStreamPrefix, parseActivityStream } from './activity/day-stream.js';
export { readActivityEvent } from './activity/read-activity-event.js';
export { type BucketRow, bucketRows, type DailyRow, dailyRows, type DayOwner } from './activity/day/rows.js';
export {
  type Alert,
  ALERT_FEED_MS,
  ALERT_LIMITS,
  type AlertCommand,
  type AlertDay,
  alertDecider,
  type AlertDefinition,
  type AlertEvent,
  alertOwnerDecider,
  type AlertOwnerListed,
  type Alerts,
  type AlertSubject,
  type AlertTrigger,
  alertTriggers,
  describeAlert,
  isReached,
  type ListAlertOwner,
  parseAlertFeed,
  readAlertEvent,
  readAlertOwnerEvent,
  timeOfAlert,
  timeSlices,
  type TimeSlice,
  type TriggerAlert,
} from './alerts/index.js';
export { BUCKET_MS, bucketStart } from './calendar/five-minutes.js';
export { closingTime, startOfDay } from './calendar/closing-time.js';
export { addDays, type LocalDate, localDateOfUtcMs, parseLocalDate, utcMsOfLocalDate } from './calendar/local-date.js';
export { RENAMED_ZONES } from './calendar/renamed-zones.js';
export { isTimeZone, type LocalStretch, type ZoneClock, zoneClock } from './calendar/zone-clock.js';
export * from './daily-summary/index.js';
export type { Asked, Caller, Command, CommandMetadata, Decider, DomainEvent } from './decider.js';
export { isoDateTime } from './calendar/iso-date-time.js';
export { parseLocalDay, parseMoment } from './calendar/moments.js';
export { shownName } from './names/shown-name.js';
export { withRecordedNames } from './activity/recorded-names.js';
export { comparedTitle, isPlainText, plainData, plainLine } from './plain-text.js';
export { DomainError, type DomainErrorCode } from './domain-error.js';
export {
  daysOfSlice,
  type ErasedDay,
  type ErasedRange,
  type Erasure,
  type ErasureCommand,
  erasureDecider,
  type ErasureEvent,
  type ErasurePhase,
  type ErasureProgress,
  type ErasureRequested,
  erasuresOf,
  goneTime,
  type Bucket,
  type BucketSeconds,
  bucketsOf,
  deviceOfLane,
  isDeviceOfImport,
  durationsWithin,
  type LaidTime,
  LaidTimes,
  laidTimeIn,
  lastFullQuarter,
  layGrowth,
  type NoteErasure,
  parseSlice,
  parseSliceBound,
  type ImportedLine,
  placeOf,
  rangesWith,
  readErasureEvent,
  readImportedLine,
  readTimedRow,
  type RequestErasure,
  type Slice,
  type SliceBound,
  type SpokenSlice,
  rewrittenDay,
  survivorsOf,
  survivorsWithOrigins,
  type RowsOfName,
  type TimedRow,
  type UserWeekday,
  type WeekdayAverage,
  WeekdayStatistics,
} from './privacy/index.js';
export { assignShards, SHARD_COUNT, shardOf, SHARDS } from './sharding/shards.js';
export * from './directory/index.js';
export * from './keeping/index.js';
export * from './log/index.js';
export {
  type AnalyticForm,
  type AnalyticQuery,
  type Format,
  FORMATS,
  type Kind,
  KINDS,
  type Perspective,
  PERSPECTIVES,
  QUERY_ERROR_BODY,
  type QueryError,
  type Resolution,
  RESOLUTIONS,
  type Source,
  SOURCES,
} from './analytics/analytic-query.js';
export {
  type AnalyticParameters,
  type AnalyticRequest,
  parseAnalyticQuery,
  parseRestrictedQuery,
  type RestrictedKind,
} from './analytics/parse-analytic-query.js';
export { daysOf, type Piece, pieceOf, type PlannedDays } from './analytics/pieces.js';
export { type DictionaryColumn, isStored, ReportRows, type SummedTime } from './analytics/report-rows.js';
export {
  type AnalyticPlan,
  type Detail,
  type Listing,
  LISTINGS,
  type NameRestriction,
  planQuery,
  type StoredColumn,
  type WeeklyRange,
} from './analytics/plan-query.js';
export {
  isWithinRanges,
  rangesOfSchedule,
  readScheduleEvent,
  type Schedule,
  SCHEDULE_LIMITS,
  type ScheduleCommand,
  type ScheduleDefinition,
  scheduleDecider,
  type ScheduleEvent,
  type ScheduleRange,
  type Schedules,
  weeklyRanges,
} from './schedules/index.js';
export { currentPulse, type CurrentPulse } from './analytics/productivity-pulse.js';
export * from './analytics/day/index.js';
export * from './analytics/past/index.js';
export * from './analytics/range/index.js';
export {
  type Cell,
  cellsOf,
  firstCell,
  type Report,
  type ReportRow,
  secondsOf,
  shapeInSteps,
  shapeReport,
} from './analytics/shape-report.js';
export * from './taxonomy/index.js';
export * from './devices/index.js';
export * from './factor/index.js';
export * from './links/index.js';
export * from './mailing/index.js';
export * from './focus/index.js';
export * from './goals/index.js';
export * from './highlights/index.js';
export * from './history/index.js';
export * from './offline-time/index.js';
export * from './passkeys/index.js';
export * from './teams/index.js';
export * from './team-weeks/index.js';
export { atMost, untilIdle } from './at-most.js';
export { inOneGo } from './in-one-go.js';
export { parseUrl } from './parse-url.js';
