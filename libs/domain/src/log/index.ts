export { CATALOGUE, type EventsByCategory, type StreamCategory } from './catalogue.js';
export {
  categoriesErasedBy,
  categoriesWhere,
  categoryOf,
  checkIsKnown,
  prefixesOf,
  readLogEvent,
  STREAM_PREFIXES,
  streamPer,
  UPCASTERS,
} from './categories.js';
export type { AccountErasure, CategoryEntry, Owner, StreamPer } from './category-entry.js';
export type { EventEntries, EventEntry, Upcaster, Upcasters } from './event-entry.js';
export { readOrPassOver } from './passing-over.js';
export type { UntypedEvent } from './read-event.js';
export {
  accountStream,
  activityStream,
  activityStreamPrefix,
  ALERT_OWNERS_STREAM,
  alertStream,
  clientStream,
  CREDENTIAL_PREFIX,
  credentialStream,
  DAYS_AHEAD_STREAM,
  ERASURE_PREFIX,
  erasureStream,
  focusStream,
  grantStream,
  highlightStream,
  loginStream,
  membershipStream,
  parseAccountStream,
  parseActivityStream,
  parseAlertStream,
  parseErasureStream,
  parseFocusStream,
  parseScheduleStream,
  parseSummaryStream,
  parseTaxonomyStream,
  scheduleStream,
  smallStreams,
  summaryStream,
  taxonomyStream,
  teamStream,
} from './stream-names.js';
