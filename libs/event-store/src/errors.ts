import { ErrorType } from '@eventstore/db-client';

/** Somebody else appended to the stream first: read it again and decide again. */
export class ConcurrencyError extends Error {
  constructor(readonly stream: string) {
    super('The stream has moved on since it was read.');
    this.name = 'ConcurrencyError';
  }
}

/** The stream was removed for ever: its user has left. */
export class StreamGoneError extends Error {
  constructor(readonly stream: string) {
    super('The stream was removed for ever.');
    this.name = 'StreamGoneError';
  }
}

/** A newer version of this program wrote to the stream: this one can neither fold it nor decide by it. */
export class NewerEventError extends Error {
  constructor(
    readonly stream: string,
    readonly revision: bigint,
    readonly type: string,
  ) {
    super('An event of the stream is of a newer version than this program knows.');
    this.name = 'NewerEventError';
  }
}

/**
 * The event store did not answer in time, or not at all. For an append this is ambiguous: it may have landed. Repeating
 * it with the same event ids and expected revision is always safe.
 */
export class EventStoreUnavailableError extends Error {
  constructor(cause?: unknown) {
    super('The event store is not available.', { cause });
    this.name = 'EventStoreUnavailableError';
  }
}

const TRANSIENT_TYPES: ReadonlySet<unknown> = new Set([
  ErrorType.UNAVAILABLE,
  ErrorType.CANCELLED,
  ErrorType.TIMEOUT,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.NOT_LEADER,
]);

/** gRPC CANCELLED, DEADLINE_EXCEEDED, INTERNAL (how a TLS connection that was cut looks) and UNAVAILABLE. */
const TRANSIENT_CODES: ReadonlySet<unknown> = new Set([1, 4, 13, 14]);

/** What the client throws, as a plain Error, when no node of a cluster answered its gossip. */
const NO_NODE_FOUND = /^Failed to discover after \d+ attempts/;

/** Whether trying again later may succeed. While a node is down the client rejects with raw gRPC errors: hence codes. */
export function isTransient(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { type, code, message } = error as { type?: unknown; code?: unknown; message?: unknown };
  return (
    TRANSIENT_TYPES.has(type) ||
    TRANSIENT_CODES.has(code) ||
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    NO_NODE_FOUND.test(String(message)) ||
    // The answer to an append whose fate the node does not know, as when it stops: no code and no words.
    (type === ErrorType.UNKNOWN && code === undefined && message === '')
  );
}
