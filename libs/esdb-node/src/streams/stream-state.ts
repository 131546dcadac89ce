import { DELETED_REVISION, NO_EVENTS } from '../events.js';
import { type StreamMetadata } from './stream-metadata.js';

/**
 * What a write or a read must know of a stream besides its events. Immutable.
 * `number` is the short name of the stream in the store's keys; undefined until the first event.
 */
export interface StreamState {
  readonly number: number | undefined;
  readonly lastRevision: bigint;
  readonly metadata: StreamMetadata | undefined;
}

/** Tombstoned: deleted for ever. */
export const isTombstoned = (stream: StreamState): boolean => stream.lastRevision === DELETED_REVISION;

/** Soft-deleted: everything up to now is hidden, and the stream may be written again. */
export const isSoftDeleted = (stream: StreamState): boolean => stream.metadata?.truncateBefore === DELETED_REVISION;

export const hasEvents = (stream: StreamState): boolean => stream.lastRevision !== NO_EVENTS;
