import anyMessages from 'google-protobuf/google/protobuf/any_pb.js';
import emptyMessages from 'google-protobuf/google/protobuf/empty_pb.js';
import { type ExpectedRevision, NO_EVENTS } from '../terms/events.js';
import { type CallStatus, StatusCode } from '../grpc/status.js';
import { type Refusal } from '../terms/outcome.js';
import { shared, status, type Status } from './generated.js';

type RefusalKind = Refusal['kind'];

/**
 * Each refusal with its gRPC status, its name in the `exception` trailer, and a text for people.
 */
const STATUS: Record<RefusalKind, Pick<CallStatus, 'code' | 'details'> & { exception?: string }> = {
  'wrong-expected-version': {
    code: StatusCode.failedPrecondition,
    exception: 'wrong-expected-version',
    details: 'The stream is not at the expected revision.',
  },
  'stream-deleted': {
    code: StatusCode.failedPrecondition,
    exception: 'stream-deleted',
    details: 'The stream is deleted.',
  },
  'access-denied': {
    code: StatusCode.permissionDenied,
    exception: 'access-denied',
    details: 'The caller may not do this with this stream.',
  },
  unauthenticated: { code: StatusCode.unauthenticated, details: 'Name and password are missing or wrong.' },
  'maximum-append-size-exceeded': {
    code: StatusCode.invalidArgument,
    exception: 'maximum-append-size-exceeded',
    details: 'The append is larger than the maximum append size.',
  },
  'missing-required-metadata-property': {
    code: StatusCode.invalidArgument,
    exception: 'missing-required-metadata-property',
    details: 'An event lacks its type or its content type.',
  },
  'bad-request': { code: StatusCode.invalidArgument, details: 'The request makes no sense.' },
  timeout: { code: StatusCode.aborted, details: 'The request waited beyond its deadline; nothing was written.' },
  cancelled: { code: StatusCode.cancelled, details: 'The node is stopping.' },
};

/** The numbers in trailers for expected revisions that are words. */
const EXPECTED_AS_NUMBER = { any: '-2', no_stream: '-1', stream_exists: '-4' } as const;

/**
 * The status and trailers that refuse a call. The client reads the `exception` trailer first, then
 * the code.
 */
export function toStatus(refusal: Refusal): CallStatus {
  const { code, exception, details } = STATUS[refusal.kind];
  const trailers = { ...(exception === undefined ? {} : { exception }), ...Object.fromEntries(trailersOf(refusal)) };
  return { code, details: refusal.kind === 'bad-request' ? refusal.message : details, trailers };
}

function trailersOf(refusal: Refusal): [string, string][] {
  switch (refusal.kind) {
    case 'wrong-expected-version':
      return [
        ['stream-name', asTrailer(refusal.stream)],
        ['expected-version', expectedAsNumber(refusal.expected)],
        ['actual-version', refusal.current.toString()],
      ];
    case 'stream-deleted':
      return [['stream-name', asTrailer(refusal.stream)]];
    case 'maximum-append-size-exceeded':
      return [['maximum-append-size', refusal.maximumBytes.toString()]];
    case 'missing-required-metadata-property':
      return [['required-metadata-properties', 'type,content-type']];
    case 'access-denied':
    case 'unauthenticated':
    case 'bad-request':
    case 'timeout':
    case 'cancelled':
      return [];
  }
}

function expectedAsNumber(expected: ExpectedRevision): string {
  return typeof expected === 'bigint' ? expected.toString() : EXPECTED_AS_NUMBER[expected];
}

/** Percent-encodes all characters of a stream name that are not printable ASCII. */
function asTrailer(name: string): string {
  return name.replace(/[^\x20-\x7e]+/gu, encodeURIComponent);
}

/** The google.rpc codes in a BatchAppendResp that no status of a call uses. */
const ALREADY_EXISTS = 6;
const DEADLINE_EXCEEDED = 4;

/**
 * The `Status` of a BatchAppendResp. The client recognises the refusal by the type name of
 * `details`.
 */
export function toBatchStatus(refusal: Refusal): Status {
  const [code, typeName, bytes] = detailsOf(refusal);
  const details = new anyMessages.Any();
  details.pack(bytes, typeName);
  return new status.Status().setCode(code).setMessage(STATUS[refusal.kind].details).setDetails(details);
}

function detailsOf(refusal: Refusal): [code: number, typeName: string, bytes: Uint8Array] {
  switch (refusal.kind) {
    case 'wrong-expected-version':
      return [
        ALREADY_EXISTS,
        'event_store.client.WrongExpectedVersion',
        wrongExpectedVersion(refusal.expected, refusal.current).serializeBinary(),
      ];
    case 'stream-deleted':
      return [
        StatusCode.failedPrecondition,
        'event_store.client.StreamDeleted',
        new shared.StreamDeleted()
          .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(refusal.stream)))
          .serializeBinary(),
      ];
    case 'access-denied':
    case 'unauthenticated':
      return [
        StatusCode.permissionDenied,
        'event_store.client.AccessDenied',
        new shared.AccessDenied().serializeBinary(),
      ];
    case 'maximum-append-size-exceeded':
      return [
        StatusCode.invalidArgument,
        'event_store.client.MaximumAppendSizeExceeded',
        new shared.MaximumAppendSizeExceeded().setMaxappendsize(refusal.maximumBytes).serializeBinary(),
      ];
    case 'missing-required-metadata-property':
    case 'bad-request':
      return [
        StatusCode.invalidArgument,
        'event_store.client.BadRequest',
        new shared.BadRequest()
          .setMessage(refusal.kind === 'bad-request' ? refusal.message : STATUS[refusal.kind].details)
          .serializeBinary(),
      ];
    case 'timeout':
      return [DEADLINE_EXCEEDED, 'event_store.client.Timeout', new shared.Timeout().serializeBinary()];
    case 'cancelled':
      return [StatusCode.unknown, 'event_store.client.Unknown', new shared.Unknown().serializeBinary()];
  }
}

function wrongExpectedVersion(
  expected: ExpectedRevision,
  current: bigint,
): InstanceType<typeof shared.WrongExpectedVersion> {
  const empty = new emptyMessages.Empty();
  const message = new shared.WrongExpectedVersion();
  if (current === NO_EVENTS) message.setCurrentNoStream(empty);
  else message.setCurrentStreamRevision(current.toString());
  if (expected === 'any') return message.setExpectedAny(empty);
  if (expected === 'no_stream') return message.setExpectedNoStream(empty);
  if (expected === 'stream_exists') return message.setExpectedStreamExists(empty);
  return message.setExpectedStreamPosition(expected.toString());
}
