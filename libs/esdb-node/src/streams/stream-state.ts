import { DELETED_REVISION, NO_EVENTS } from '../terms/events.js';
import { type StreamMetadata } from './stream-metadata.js';

/**
 * The state of a stream that writes and reads need, apart from its events. Immutable.
 * `number` is the short name of the stream in the store's keys. It is undefined before the first
 * event.
 */
export interface StreamState {
  readonly number: number | undefined;
  readonly lastRevision: bigint;
  /** What reads obey. Metadata that is not flagged as JSON counts as absent. */
  readonly metadata: StreamMetadata | undefined;
  /** Whether the metadata is not flagged as JSON, and its text is that of a soft delete. */
  readonly isDeletedForWritersOnly?: boolean;
}

/** Whether the stream is tombstoned: deleted for ever. */
export const isTombstoned = (stream: StreamState): boolean => stream.lastRevision === DELETED_REVISION;

/** Whether the stream is soft-deleted for readers: its events are hidden. */
export const isSoftDeleted = (stream: StreamState): boolean => stream.metadata?.truncateBefore === DELETED_REVISION;

/**
 * Whether the stream is soft-deleted for writers: it may be written as if it were new.
 * Source: EventStoreDB 23.10, where a check of an append does not look at the flag.
 */
export const isSoftDeletedForWriters = (stream: StreamState): boolean =>
  isSoftDeleted(stream) || stream.isDeletedForWritersOnly === true;

export const hasEvents = (stream: StreamState): boolean => stream.lastRevision !== NO_EVENTS;
