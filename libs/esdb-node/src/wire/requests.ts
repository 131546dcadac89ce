import { type ExpectedRevision, type ProposedEvent } from '../terms/events.js';
import { type EventFilter, compileFilter } from '../terms/filter.js';
import {
  type AppendReq,
  type BatchAppendReq,
  type ReadReq,
  type StreamIdentifier,
  streams,
  type UUID,
} from './generated.js';

/** The UTF-8 text of `StreamIdentifier.stream_name`; empty when the identifier is missing. */
export function toStreamName(identifier: StreamIdentifier | undefined): string {
  return identifier === undefined ? '' : Buffer.from(identifier.getStreamName_asU8()).toString('utf8');
}

/** The lower-case text of a `UUID`, from either of its two forms; empty when it is missing. */
export function toUuidText(uuid: UUID | undefined): string {
  const structured = uuid?.getStructured();
  if (structured === undefined) return uuid?.getString().toLowerCase() ?? '';
  const bits = [structured.getMostSignificantBits(), structured.getLeastSignificantBits()];
  const hex = bits.map((half) => BigInt.asUintN(64, BigInt(half)).toString(16).padStart(16, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

/** `AppendReq.ProposedMessage` or `BatchAppendReq.ProposedMessage`: they have the same fields. */
export function toProposedEvent(
  message: AppendReq.ProposedMessage | BatchAppendReq.ProposedMessage | undefined,
): ProposedEvent {
  const metadata = message?.getMetadataMap();
  return {
    id: toUuidText(message?.getId()),
    type: metadata?.get('type') ?? '',
    contentType: metadata?.get('content-type') ?? '',
    data: message?.getData_asU8() ?? new Uint8Array(0),
    customMetadata: message?.getCustomMetadata_asU8() ?? new Uint8Array(0),
  };
}

/** The three words that `expected_stream_revision` may hold in each request. */
interface ExpectedRevisionArms {
  hasAny(): boolean;
  hasNoStream(): boolean;
  hasStreamExists(): boolean;
}

/**
 * The expected revision of a request. `revision` is the decimal text of its fourth form, a number.
 */
export function toExpectedRevision(options: ExpectedRevisionArms, revision: string): ExpectedRevision {
  if (options.hasAny()) return 'any';
  if (options.hasNoStream()) return 'no_stream';
  return options.hasStreamExists() ? 'stream_exists' : BigInt(revision);
}

/** Where a read begins: an end of the stream or log, a revision, or a position. */
export type ReadStart = 'start' | 'end' | bigint;

/** The filter of a subscription, and the number of examined events between two checkpoints. */
export interface SubscriptionFilter {
  readonly matches: EventFilter;
  /** How the names of the wanted streams begin. Undefined for any other kind of filter. */
  readonly streamPrefixes: readonly string[] | undefined;
  readonly checkpointEvery: number;
}

/** A `ReadReq` for a stream, or for $all when `stream` is undefined. */
export interface ReadPlan {
  readonly stream: string | undefined;
  readonly start: ReadStart;
  readonly backwards: boolean;
  /** The most events to return. Undefined for a subscription, which has no end. */
  readonly maxCount: bigint | undefined;
  readonly filter: SubscriptionFilter | undefined;
  readonly resolvesLinks: boolean;
}

/** EventStoreDB's search window for a request without one. */
const DEFAULT_SEARCH_WINDOW = 32;

/**
 * The plan of a read request. It ignores `uuid_option`: the node writes ids as text, and the client
 * asks for no other form. Throws Error with a text for the caller when the request is wrong.
 */
export function toReadPlan(request: ReadReq): ReadPlan {
  const options = request.getOptions();
  if (options === undefined) throw new Error('The read has no options.');
  const stream = options.getStream();
  const all = options.getAll();
  if (stream === undefined && all === undefined) throw new Error('The read names neither a stream nor $all.');
  const name = stream && toStreamName(stream.getStreamIdentifier());
  if (name === '') throw new Error('The stream name is empty.');
  const filter = options.getFilter();
  return {
    stream: name,
    start: startOf(stream ?? all, stream?.getRevision() ?? all?.getPosition()?.getCommitPosition() ?? '0'),
    backwards: options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS,
    maxCount: options.hasSubscription() ? undefined : BigInt(options.getCount()),
    filter: filter && toSubscriptionFilter(filter),
    resolvesLinks: options.getResolveLinks(),
  };
}

function startOf(arms: { hasStart(): boolean; hasEnd(): boolean } | undefined, place: string): ReadStart {
  if (arms?.hasStart()) return 'start';
  return arms?.hasEnd() ? 'end' : BigInt(place);
}

function toSubscriptionFilter(options: ReadReq.Options.FilterOptions): SubscriptionFilter {
  const byStream = options.getStreamIdentifier();
  const expression = byStream ?? options.getEventType();
  const window = options.hasMax() ? options.getMax() : DEFAULT_SEARCH_WINDOW;
  const regex = expression?.getRegex() ?? '';
  const prefixes = expression?.getPrefixList() ?? [];
  return {
    matches: compileFilter({ on: byStream ? 'stream-name' : 'event-type', regex, prefixes }),
    streamPrefixes: byStream && regex === '' ? prefixes : undefined,
    checkpointEvery: Math.max(1, window) * Math.max(1, options.getCheckpointintervalmultiplier()),
  };
}
