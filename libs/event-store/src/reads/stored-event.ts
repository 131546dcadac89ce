import type { Upcasters } from '@app/domain';
import type { AllStreamRecordedEvent, RecordedEvent } from '@eventstore/db-client';
import { upcast } from './upcast.js';

/** An event of the log, in its present shape. Its data is unchecked: check it before you use it. */
export interface StoredEvent {
  readonly id: string;
  readonly stream: string;
  /** Place in its stream, from 0. */
  readonly revision: bigint;
  /** Place in the whole log: strictly increasing, with gaps. */
  readonly position: bigint;
  readonly type: string;
  /** Undefined when a newer version of this program wrote the event in a shape of its own. */
  readonly data: unknown;
  /** When the store wrote it. */
  readonly recordedAt: Date;
}

/**
 * Turns an event of the client into one of ours. Throws Error when it has no position. Every server
 * that we support sends positions, also in reads of one stream.
 */
export function toStoredEvent(event: RecordedEvent | AllStreamRecordedEvent, upcasters: Upcasters): StoredEvent {
  const { id, streamId: stream, revision, position, type, created } = event;
  if (!position) throw new Error('The event store sent an event without its position.');
  const { schemaVersion } = (event.metadata ?? {}) as { schemaVersion?: unknown };
  const data = upcast(upcasters, { type, data: event.data, schemaVersion });
  return { id, stream, revision, position: position.commit, type, data, recordedAt: created };
}
