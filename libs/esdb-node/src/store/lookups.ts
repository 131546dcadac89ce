import { metastreamOf, NO_EVENTS } from '../events.js';
import { eventIdKey, revisionKey } from './keys.js';
import { LogRecord } from './record.js';
import { parseStreamMetadata } from './stream-metadata.js';
import { type StreamState } from './stream-state.js';
import { type Tables } from './tables.js';

/** Questions to the tables about one stream. Inside a write transaction they see what it has put so far. */

const PAST_EVERY_REVISION = 2n ** 64n - 1n;

/** The state of a stream as stored. Of one that was never written: no number, no events. */
export function loadState(tables: Tables, name: string): StreamState {
  const number = streamNumberOf(tables, name);
  const metadataText = loadMetadataText(tables, name);
  return {
    number,
    lastRevision: number === undefined ? NO_EVENTS : lastRevisionOf(tables, number),
    metadata: metadataText === undefined ? undefined : parseStreamMetadata(metadataText),
  };
}

/** The text of the last event of the stream's metastream, or undefined when there is none. */
export function loadMetadataText(tables: Tables, name: string): string | undefined {
  const number = streamNumberOf(tables, metastreamOf(name));
  if (number === undefined) return undefined;
  return recordAt(tables, number, lastRevisionOf(tables, number))?.data.toString('utf8');
}

/** The event at a revision of a stream, or undefined when there is none. */
export function recordAt(tables: Tables, streamNumber: number, revision: bigint): LogRecord | undefined {
  const position = revision < 0n ? undefined : tables.revisions.get(revisionKey(streamNumber, revision));
  const bytes = position && tables.log.get(position);
  return bytes && new LogRecord(bytes);
}

/** The revision of the event with this id in a stream, or undefined when the stream never held it. */
export function revisionOfEvent(tables: Tables, streamNumber: number, id: string): bigint | undefined {
  return tables.eventIds.get(eventIdKey(streamNumber, id))?.readBigUInt64BE(0);
}

function streamNumberOf(tables: Tables, name: string): number | undefined {
  return tables.streams.get(Buffer.from(name))?.readUInt32BE(0);
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
