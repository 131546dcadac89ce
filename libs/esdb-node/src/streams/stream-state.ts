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
  readonly metadata: StreamMetadata | undefined;
}

/** Whether the stream is tombstoned: deleted for ever. */
export const isTombstoned = (stream: StreamState): boolean => stream.lastRevision === DELETED_REVISION;

/** Whether the stream is soft-deleted: its events are hidden, and it may be written again. */
export const isSoftDeleted = (stream: StreamState): boolean => stream.metadata?.truncateBefore === DELETED_REVISION;

export const hasEvents = (stream: StreamState): boolean => stream.lastRevision !== NO_EVENTS;
