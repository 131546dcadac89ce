import { encodeReadResponse, type PlacedEvent } from '../wire/recorded-event.js';
import { readUuid, writeUuid } from './keys.js';

/**
 * One value of the log: a header of 60 bytes, then the frame that every read of the event sends.
 *
 *      0 position u64     8 revision u64    16 created f64 (epoch ms)    24 event id (16 bytes)
 *     40 stream offset u32  44 stream length u32  48 type offset u32  52 type length u32  56 data offset u32
 */
const HEADER_BYTES = 60;

/** The value of the log for an event. */
export function encodeRecord(placed: PlacedEvent): Buffer {
  const { bytes, parts } = encodeReadResponse(placed, HEADER_BYTES);
  bytes.writeBigUInt64BE(placed.position, 0);
  bytes.writeBigUInt64BE(placed.revision, 8);
  bytes.writeDoubleBE(placed.createdMs, 16);
  writeUuid(bytes, 24, placed.event.id);
  bytes.writeUInt32BE(parts.streamOffset, 40);
  bytes.writeUInt32BE(parts.streamLength, 44);
  bytes.writeUInt32BE(parts.typeOffset, 48);
  bytes.writeUInt32BE(parts.typeLength, 52);
  bytes.writeUInt32BE(parts.dataOffset, 56);
  return bytes;
}

/** A value of the log, read part by part and only when asked: most reads want nothing but `response`. */
export class LogRecord {
  readonly #bytes: Buffer;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  get size(): number {
    return this.#bytes.length;
  }

  get position(): bigint {
    return this.#bytes.readBigUInt64BE(0);
  }

  get revision(): bigint {
    return this.#bytes.readBigUInt64BE(8);
  }

  /** Epoch milliseconds. */
  get createdMs(): number {
    return this.#bytes.readDoubleBE(16);
  }

  get id(): string {
    return readUuid(this.#bytes, 24);
  }

  get streamName(): string {
    return this.#text(40);
  }

  get eventType(): string {
    return this.#text(48);
  }

  get data(): Buffer {
    return this.#bytes.subarray(this.#bytes.readUInt32BE(56));
  }

  /** The encoded `ReadResp` in its frame, ready to send. */
  get frame(): Buffer {
    return this.#bytes.subarray(HEADER_BYTES);
  }

  #text(partAt: number): string {
    const offset = this.#bytes.readUInt32BE(partAt);
    return this.#bytes.toString('utf8', offset, offset + this.#bytes.readUInt32BE(partAt + 4));
  }
}
