import {
  DELETED_REVISION,
  JSON_CONTENT_TYPE,
  MAX_STREAM_NAME_BYTES,
  metastreamOf,
  NO_EVENTS,
} from '../terms/events.js';
import { eventIdKey, revisionKey } from './keys.js';
import { DamagedLogError } from '../disk/damaged-log.js';
import { decodeRecord, type LogRecord } from './record.js';
import { parseStreamMetadata } from '../streams/stream-metadata.js';
import { type StreamState } from '../streams/stream-state.js';
import { type Tables } from '../disk/tables.js';
import { contentTypeIn } from '../wire/recorded-event.js';

/** Lookups in the tables for one stream. Inside a write transaction they see its own writes. */

const PAST_EVERY_REVISION = 2n ** 64n - 1n;

/** The stored state of a stream. A stream without events has no number. */
export function loadState(tables: Tables, name: string): StreamState {
  const number = streamNumberOf(tables, name);
  const metadata = loadMetadata(tables, name);
  return {
    number,
    lastRevision: number === undefined ? NO_EVENTS : lastRevisionOf(tables, number),
    ...(metadata ? obeyedMetadata(metadata) : { metadata: undefined }),
  };
}

/** The text of the last event of a metastream, and what its writer called it. */
export interface WrittenMetadata {
  readonly text: string;
  readonly contentType: string;
}

/** The last metadata that was written for a stream. Undefined when there is none. */
export function loadMetadata(tables: Tables, name: string): WrittenMetadata | undefined {
  const number = streamNumberOf(tables, metastreamOf(name));
  if (number === undefined) return undefined;
  const record = recordAt(tables, number, lastRevisionOf(tables, number));
  return record && { text: record.data.toString('utf8'), contentType: contentTypeIn(record.frame) };
}

/** What a stream with this metadata is for readers and writers. */
export function obeyedMetadata({
  text,
  contentType,
}: WrittenMetadata): Pick<StreamState, 'metadata' | 'isDeletedForWritersOnly'> {
  const metadata = parseStreamMetadata(text);
  if (contentType === JSON_CONTENT_TYPE) return { metadata, isDeletedForWritersOnly: false };
  return { metadata: undefined, isDeletedForWritersOnly: metadata?.truncateBefore === DELETED_REVISION };
}

/** The event at a revision of a stream. Undefined when it does not exist or was removed. */
export function recordAt(tables: Tables, streamNumber: number, revision: bigint): LogRecord | undefined {
  const position = revision < 0n ? undefined : tables.revisions.get(revisionKey(streamNumber, revision));
  return position && recordBehind(tables, position, revision);
}

/** The value in `revisions` of a removed event. The revision stays taken. */
export const REMOVED = Buffer.alloc(0);

/**
 * The event for a value of `revisions`. Undefined when it was removed. Throws DamagedLogError for a
 * wrong event.
 */
export function recordBehind(tables: Tables, position: Buffer, revision: bigint): LogRecord | undefined {
  if (position.length === 0) return undefined;
  const bytes = tables.log.get(position);
  const record = bytes && decodeRecord(bytes);
  if (record?.revision !== revision) throw new DamagedLogError('an event of a stream is not at its position');
  return record;
}

/**
 * The revision of the event with this id in a stream, or undefined when the stream does not hold
 * it. Throws DamagedLogError when the event at that revision has another id.
 */
export function revisionOfEvent(tables: Tables, streamNumber: number, id: string): bigint | undefined {
  const revision = tables.eventIds.get(eventIdKey(streamNumber, id))?.readBigUInt64BE(0);
  if (revision !== undefined && recordAt(tables, streamNumber, revision)?.id !== id)
    throw new DamagedLogError('an event id leads to another event');
  return revision;
}

/** Up to `limit` stream names after `name`, in byte order. Undefined starts at the first name. */
export function streamNamesBehind({ streams }: Tables, name: string | undefined, limit: number): string[] {
  const start = name === undefined ? {} : { start: Buffer.from(name), exclusiveStart: true };
  return [...streams.getKeys({ ...start, limit, snapshot: false })].map((key) => key.toString());
}

function streamNumberOf(tables: Tables, name: string): number | undefined {
  const key = Buffer.from(name);
  // LMDB throws on a key that is empty or too long. No stream can have such a name.
  if (key.length === 0 || key.length > MAX_STREAM_NAME_BYTES) return undefined;
  return tables.streams.get(key)?.readUInt32BE(0);
}

function lastRevisionOf(tables: Tables, streamNumber: number): bigint {
  const [lastKey] = [
    ...tables.revisions.getKeys({
      start: revisionKey(streamNumber, PAST_EVERY_REVISION),
      end: revisionKey(streamNumber, 0n),
      inclusiveEnd: true,
      reverse: true,
      limit: 1,
      snapshot: false,
    }),
  ];
  return lastKey === undefined ? NO_EVENTS : lastKey.readBigUInt64BE(4);
}
