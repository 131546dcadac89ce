import type { AllStreamRecordedEvent, RecordedEvent } from '@eventstore/db-client';

/** An event as the log holds it. Its data is whatever was written: check it before trusting it. */
export interface StoredEvent {
  readonly id: string;
  readonly stream: string;
  /** Place in its stream, from 0. */
  readonly revision: bigint;
  /** Place in the whole log; strictly increasing, not dense. */
  readonly position: bigint;
  readonly type: string;
  readonly data: unknown;
  /** When the store wrote it. */
  readonly recordedAt: Date;
}

/** The client's event as ours. Every server of this protocol that we support sends positions on stream reads too. */
export function toStoredEvent(event: RecordedEvent | AllStreamRecordedEvent): StoredEvent {
  const { id, streamId: stream, revision, position, type, data, created } = event;
  if (!position) throw new Error('The event store sent an event without its position.');
  return { id, stream, revision, position: position.commit, type, data, recordedAt: created };
}
