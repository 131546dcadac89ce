export { CATALOGUE, type EventsByCategory, type StreamCategory } from './catalogue.js';
export {
  type CategoriesWith,
  categoriesWith,
  categoryOf,
  checkIsKnown,
  prefixesOf,
  readLogEvent,
  LOG_PREFIXES,
  STREAM_PREFIXES,
  type UserCategory,
  UPCASTERS,
} from './categories.js';
export type { AccountErasure, CategoryEntry, Owner, StreamPer } from './category-entry.js';
export type { EventEntries, EventEntry, Upcaster, Upcasters } from '../events/event-entry.js';
export { LISTED_IN } from './listed-in.js';
export { parseStreamName, type StreamName } from './parse-stream-name.js';
export { passingOver, readOrPassOver } from '../events/passing-over.js';
export type { UntypedEvent } from '../events/read-event.js';
export type { StoreIdentified } from './store-identity.js';
export { MOST_EVENTS_OF_A_STREAM, mostEventsFor } from './stream-room.js';
export {
  accountStream,
  ALERT_OWNERS_STREAM,
  alertStream,
  CHALLENGE_KEY_STREAM,
  clientStream,
  credentialStream,
  dayListStream,
  DAYS_AHEAD_STREAM,
  deviceStream,
  DIRECTORY_STREAM,
  erasureStream,
  factorStream,
  focusStream,
  goalStream,
  grantStream,
  highlightStream,
  historyStream,
  keepingStream,
  linkStream,
  loginStream,
  MAIL_READERS_STREAM,
  mailingStream,
  membershipStream,
  parseAccountStream,
  parseAlertStream,
  parseErasureStream,
  parseFocusStream,
  parseKeepingStream,
  parseScheduleStream,
  parseSummaryStream,
  parseTaxonomyStream,
  parseTeamStream,
  PUBLISHING_TEAMS_STREAM,
  releaseStream,
  passkeyStream,
  scheduleStream,
  sessionStream,
  SET_UP_STREAM,
  summaryStream,
  taxonomyStream,
  teamStream,
  userStream,
} from './stream-names.js';
