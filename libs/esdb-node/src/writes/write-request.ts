import { type ExpectedRevision, MAX_STREAM_NAME_BYTES, type ProposedEvent } from '../terms/events.js';
import { type Refusal } from '../terms/outcome.js';

/** The writing of one call. Either all of it happens, or nothing. */
export interface WriteRequest {
  readonly stream: string;
  readonly expected: ExpectedRevision;
  /** Epoch ms. After this time the request is refused. */
  readonly deadlineMs?: number | undefined;
  readonly action:
    | { readonly kind: 'append'; readonly events: readonly ProposedEvent[] }
    | { readonly kind: 'delete' }
    | { readonly kind: 'tombstone' };
}

/** EventStoreDB's default --max-append-size. */
export const MAX_APPEND_BYTES = 1024 * 1024;

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/;
const ZERO_UUID = '00000000-0000-0000-0000-000000000000';

/**
 * The bytes of an event that count against MAX_APPEND_BYTES: its data. Version 24.10 also counts
 * the metadata, and two bytes for each character of the type.
 */
export const appendSizeOf = (event: ProposedEvent): number => event.data.length;

/** The memory that a waiting event takes, in bytes. */
export const heldSizeOf = (event: ProposedEvent): number =>
  event.data.length + event.customMetadata.length + 2 * event.type.length;

/** Why a request can never be carried out, with any log. Undefined when it can. */
export function refuseMalformed({ stream, action }: WriteRequest): Refusal | undefined {
  if (stream === '') return { kind: 'bad-request', message: 'The stream name is empty.' };
  if (Buffer.byteLength(stream) > MAX_STREAM_NAME_BYTES)
    return { kind: 'bad-request', message: `The stream name is longer than ${MAX_STREAM_NAME_BYTES} bytes.` };
  return action.kind === 'append' ? refuseMalformedEvents(action.events) : undefined;
}

function refuseMalformedEvents(events: readonly ProposedEvent[]): Refusal | undefined {
  let bytes = 0;
  for (const event of events) {
    if (event.type === '' || event.contentType === '') return { kind: 'missing-required-metadata-property' };
    if (!UUID.test(event.id) || event.id === ZERO_UUID)
      return { kind: 'bad-request', message: 'An event id is not a UUID, or is the zero one.' };
    bytes += appendSizeOf(event);
  }
  return bytes > MAX_APPEND_BYTES
    ? { kind: 'maximum-append-size-exceeded', maximumBytes: MAX_APPEND_BYTES }
    : undefined;
}
