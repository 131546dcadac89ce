export { appendAll } from './append-all.js';
export { appendAtEnd } from './append-at-end.js';
export {
  ClockBehindError,
  ConcurrencyError,
  EventStoreRefusedError,
  EventStoreUnavailableError,
  NewerEventError,
  OtherHistoryError,
  StreamFullError,
  StreamGoneError,
  UnreadableEventError,
} from './connection/errors.js';
export { type Appended, EventStore, type ExpectedRevision, type NewEvent } from './event-store.js';
export type { KnownPlace } from './reads/log-anchor.js';
export type { LogEvent, LogRange, Presence } from './reads/log-range.js';
export { recordedSince } from './recorded-since.js';
export { handleCommand, type Handled, type Known, readState, revisionAfter } from './handle-command.js';
export type { StoredEvent } from './reads/stored-event.js';
export type { Followed, LogPlace, SubscriptionOptions } from './reads/subscribe-to-log.js';
