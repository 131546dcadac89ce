import type { Caller, Upcasters } from '@app/domain';
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
  /**
   * When the log heard of it. It is earlier than `recordedAt` for what an erasure wrote once more,
   * because it stays.
   */
  readonly firstRecordedAt: Date;
  /** What the user had sent it by. Undefined when that is not known. */
  readonly by: Caller | undefined;
  /** Events of one command share it. Undefined when that is not known. */
  readonly commandId: string | undefined;
}

/**
 * Turns an event of the client into one of ours. Throws Error when it has no position. Every server
 * that we support sends positions, also in reads of one stream.
 */
export function toStoredEvent(event: RecordedEvent | AllStreamRecordedEvent, upcasters: Upcasters): StoredEvent {
  const { id, streamId: stream, revision, position, type, created } = event;
  if (!position) throw new Error('The event store sent an event without its position.');
  const metadata = (event.metadata ?? {}) as Readonly<Record<string, unknown>>;
  const { schemaVersion, firstRecordedAt, by, commandId } = metadata;
  const data = upcast(upcasters, { type, data: event.data, schemaVersion });
  const known = { id, stream, revision, position: position.commit, type, data, recordedAt: created };
  return {
    ...{ ...known, firstRecordedAt: earlierOf(created, firstRecordedAt), by: callerIn(by) },
    commandId: isId(commandId) ? commandId : undefined,
  };
}

/** Other programs can write to the log. So a moment counts only when it can be right. */
function earlierOf(recordedAt: Date, first: unknown): Date {
  const isMoment = Number.isSafeInteger(first) && Number(first) >= 0;
  return isMoment && Number(first) < recordedAt.getTime() ? new Date(Number(first)) : recordedAt;
}

const LONGEST_ID = 100;

const isId = (id: unknown): id is string => typeof id === 'string' && id.length <= LONGEST_ID;

function callerIn(by: unknown): Caller | undefined {
  if (typeof by !== 'object' || by === null) return undefined;
  const { kind, id } = by as Readonly<Record<string, unknown>>;
  if (kind === 'session' || kind === 'import') return { kind };
  const isKnown = (kind === 'api-key' || kind === 'access-token') && isId(id);
  return isKnown ? { kind, id } : undefined;
}
