import { ErrorType } from '@eventstore/db-client';

/** Another writer appended to the stream first: read it again and decide again. */
export class ConcurrencyError extends Error {
  constructor(readonly stream: string) {
    super('The stream has moved on since it was read.');
    this.name = 'ConcurrencyError';
  }
}

/** The stream has as many events as `mostEventsFor` allows. Nothing was appended. */
export class StreamFullError extends Error {
  constructor(readonly stream: string) {
    super('The stream has as many events as it may have.');
    this.name = 'StreamFullError';
  }
}

/** The stream was removed for ever, because its user's account was erased. */
export class StreamGoneError extends Error {
  constructor(readonly stream: string) {
    super('The stream was removed for ever.');
    this.name = 'StreamGoneError';
  }
}

/**
 * A newer version of this program wrote to the stream. This version cannot fold the stream, so it
 * cannot decide.
 */
export class NewerEventError extends Error {
  constructor(
    readonly stream: string,
    readonly revision: bigint,
    readonly type: string,
  ) {
    super('An event of the stream has a newer version than this program knows.');
    this.name = 'NewerEventError';
  }
}

/**
 * The rules of the stream refuse to fold an event, so the state of the stream is not known. `cause`
 * says why. The request itself is not refused, so this is never a DomainError.
 */
export class UnreadableEventError extends Error {
  constructor(
    readonly stored: { readonly stream: string; readonly revision: bigint; readonly type: string },
    cause: unknown,
  ) {
    super(`Event ${stored.revision} (${stored.type}) of the stream ${stored.stream} cannot be read.`, { cause });
    this.name = 'UnreadableEventError';
  }
}

/**
 * The event store did not answer in time, or not at all. An append may have landed or not.
 * Repeating it with the same event ids and expected revision is always safe.
 */
export class EventStoreUnavailableError extends Error {
  constructor(cause?: unknown) {
    super('The event store is not available.', { cause });
    this.name = 'EventStoreUnavailableError';
  }
}

/**
 * The event store refuses what this program needs. Only a person can mend that, so no attempt
 * follows. The message is a sentence for the person who runs the program.
 */
export class EventStoreRefusedError extends Error {
  constructor(message: string, cause?: unknown) {
    super(message, { cause });
    this.name = 'EventStoreRefusedError';
  }
}

const WRONG_PASSWORD =
  'The event store does not accept the user or the password of EVENTSTORE_URL. Correct them, and start again.';
const NO_RIGHT =
  'The event store does not let the user of EVENTSTORE_URL do what is needed. Give that user the rights that ' +
  'docs/operations.md names under "The user of the event store", and start again.';

/** Codes of gRPC. */
const PERMISSION_DENIED = 7;
const UNAUTHENTICATED = 16;

/**
 * The log does not hold what a reader has read: it ends before the reader's position, or goes on at
 * earlier ones. It is another log, or an older copy of this one.
 */
export class OtherHistoryError extends EventStoreRefusedError {
  constructor() {
    super(
      'The event store has another history than the tables: it was restored from an older copy, or replaced. ' +
        'Stop every projector, run `npm run -s projector -- start-over`, then start them again: ' +
        'they fill the tables again from this log.',
    );
    this.name = 'OtherHistoryError';
  }
}

/** The event store took every attempt for one that came after its deadline. */
export class ClockBehindError extends EventStoreUnavailableError {
  constructor(cause: unknown) {
    super(cause);
    this.message =
      'The event store refuses appends because they seem to come too late. The clock of this machine is behind the ' +
      'clock of the event store. Set both clocks by a time server.';
    this.name = 'ClockBehindError';
  }
}

const TRANSIENT_TYPES: ReadonlySet<unknown> = new Set([
  ErrorType.UNAVAILABLE,
  ErrorType.CANCELLED,
  ErrorType.TIMEOUT,
  ErrorType.DEADLINE_EXCEEDED,
  ErrorType.NOT_LEADER,
]);

/** gRPC CANCELLED, DEADLINE_EXCEEDED, INTERNAL (a TLS connection that was cut) and UNAVAILABLE. */
const TRANSIENT_CODES: ReadonlySet<unknown> = new Set([1, 4, 13, 14]);

/** The message of the plain Error that the client throws when no node of a cluster answers. */
const NO_NODE_FOUND = /^Failed to discover after \d+ attempts/;

/**
 * What a server without a leader answers to an append, as the client hands it on. Nothing was
 * written. Source: EventStoreDB 23.10 during an election, after a start, and without a majority.
 */
const NOT_READY = /^Could not recognize .*(server is (not ready|(too )?busy)|no leader|not handled)/i;

/**
 * Whether the same call may succeed later. It looks at codes too, because the client rejects with
 * raw gRPC errors while a node is down.
 */
export function isTransient(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { type, code, message } = error as { type?: unknown; code?: unknown; message?: unknown };
  return (
    TRANSIENT_TYPES.has(type) ||
    TRANSIENT_CODES.has(code) ||
    code === 'ERR_STREAM_PREMATURE_CLOSE' ||
    NO_NODE_FOUND.test(String(message)) ||
    NOT_READY.test(String(message)) ||
    // A node that stops answers an append so, without code and message: the append may have landed.
    (type === ErrorType.UNKNOWN && code === undefined && message === '')
  );
}

/** Whether the server knows no such user, or does not give it a right. */
function isRefusal(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false;
  const { type, code } = error as { type?: unknown; code?: unknown };
  return type === ErrorType.ACCESS_DENIED || code === PERMISSION_DENIED || code === UNAUTHENTICATED;
}

/**
 * A transient error as EventStoreUnavailableError, and a refusal as EventStoreRefusedError. Any
 * other error as it is.
 */
export function asOurError(error: unknown): unknown {
  if (isRefusal(error)) {
    const { code } = error as { code?: unknown };
    return new EventStoreRefusedError(code === UNAUTHENTICATED ? WRONG_PASSWORD : NO_RIGHT, error);
  }
  return isTransient(error) ? new EventStoreUnavailableError(error) : error;
}
