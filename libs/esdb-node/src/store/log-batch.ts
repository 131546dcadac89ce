import { originalOf, type ProposedEvent } from '../terms/events.js';
import { type Tail } from './counters.js';
import { eventIdKey, positionKey, revisionKey } from './keys.js';
import { loadMetadata, obeyedMetadata, recordAt, revisionOfEvent } from './lookups.js';
import { encodeRecord } from './record.js';
import { type StreamState } from '../streams/stream-state.js';
import { type Tables } from '../disk/tables.js';

/** One event to put. `revision` is the next of its stream, or DELETED_REVISION for a tombstone. */
export interface Placement {
  readonly stream: string;
  readonly revision: bigint;
  readonly event: ProposedEvent;
  readonly createdMs: number;
}

/** The writing end of one transaction. Others see its writes only after the commit. */
export class LogBatch {
  private readonly tables: Tables;
  private readonly durableStateOf: (stream: string) => StreamState;
  private readonly changed = new Map<string, StreamState>();
  private nextTail: Tail;

  constructor(tables: Tables, tail: Tail, durableStateOf: (stream: string) => StreamState) {
    this.tables = tables;
    this.nextTail = tail;
    this.durableStateOf = durableStateOf;
  }

  get tail(): Tail {
    return this.nextTail;
  }

  /** The streams that this batch changed, with their states after the commit. */
  get changedStates(): ReadonlyMap<string, StreamState> {
    return this.changed;
  }

  stateOf(stream: string): StreamState {
    return this.changed.get(stream) ?? this.durableStateOf(stream);
  }

  /** The text of the last metadata event of a stream, or undefined when there is none. */
  metadataTextOf(stream: string): string | undefined {
    return loadMetadata(this.tables, stream)?.text;
  }

  /**
   * The revision of the event with this id in a stream, or undefined when the stream never held it.
   */
  revisionOf(stream: string, id: string): bigint | undefined {
    const { number } = this.stateOf(stream);
    return number === undefined ? undefined : revisionOfEvent(this.tables, number, id);
  }

  /** The id of the event at a revision of a stream, or undefined when there is none. */
  idAt(stream: string, revision: bigint): string | undefined {
    return this.recordAt(stream, revision)?.id;
  }

  /** The position of the event at a revision of a stream, or undefined when there is none. */
  positionAt(stream: string, revision: bigint): bigint | undefined {
    return this.recordAt(stream, revision)?.position;
  }

  /** Puts one event at the end of the log and returns its position. */
  put({ stream, revision, event, createdMs }: Placement): bigint {
    const state = this.stateOf(stream);
    const original = originalOf(stream);
    const originalState = original === undefined ? undefined : this.stateOf(original);
    const number = state.number ?? this.nameStream(stream);

    const position = this.nextTail.position;
    const record = encodeRecord({ event, stream, revision, position, createdMs });
    const key = positionKey(position);
    const inStream = revisionKey(number, revision);
    this.tables.log.putSync(key, record.stored, { append: true });
    this.tables.revisions.putSync(inStream, key);
    // A stream may hold an id twice. Repeats of it answer the first revision.
    this.tables.eventIds.putSync(eventIdKey(number, record.idBytes), inStream.subarray(4), { noOverwrite: true });
    // A position is the byte offset of its record, whole: it grows, and it is clearly no count.
    this.nextTail = { ...this.nextTail, position: position + BigInt(record.length) };

    this.changed.set(stream, { ...state, number, lastRevision: revision });
    if (original !== undefined && originalState !== undefined)
      this.changed.set(original, {
        ...originalState,
        ...obeyedMetadata({ text: Buffer.from(event.data).toString('utf8'), contentType: event.contentType }),
      });
    return position;
  }

  private recordAt(stream: string, revision: bigint): ReturnType<typeof recordAt> {
    const { number } = this.stateOf(stream);
    return number === undefined ? undefined : recordAt(this.tables, number, revision);
  }

  private nameStream(stream: string): number {
    const number = this.nextTail.streamNumber;
    const value = Buffer.allocUnsafe(4);
    value.writeUInt32BE(number);
    this.tables.streams.putSync(Buffer.from(stream), value);
    this.nextTail = { ...this.nextTail, streamNumber: number + 1 };
    return number;
  }
}
