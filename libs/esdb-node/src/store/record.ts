import { crc32 } from 'node:zlib';
import { encodeReadResponse, type PlacedEvent } from '../wire/recorded-event.js';
import { DamagedLogError } from '../disk/damaged-log.js';
import { readUuid, writeUuid } from './keys.js';

/**
 * One value of the log: a header of 64 bytes, then the frame that every read of the event sends.
 *
 *      0 CRC-32 u32 of the rest   4 position u64   12 revision u64   20 created f64 (epoch ms)
 *     28 event id (16 bytes)     44 stream offset u32   48 stream length u32
 *     52 type offset u32         56 type length u32     60 data offset u32
 */
const HEADER_BYTES = 64;
const CRC_BYTES = 4;

/** The record of an event. Its `bytes` are a value of the log. */
export function encodeRecord(placed: PlacedEvent): LogRecord {
  const { bytes, parts } = encodeReadResponse(placed, HEADER_BYTES);
  bytes.writeBigUInt64BE(placed.position, 4);
  bytes.writeBigUInt64BE(placed.revision, 12);
  bytes.writeDoubleBE(placed.createdMs, 20);
  writeUuid(bytes, 28, placed.event.id);
  bytes.writeUInt32BE(parts.streamOffset, 44);
  bytes.writeUInt32BE(parts.streamLength, 48);
  bytes.writeUInt32BE(parts.typeOffset, 52);
  bytes.writeUInt32BE(parts.typeLength, 56);
  bytes.writeUInt32BE(parts.dataOffset, 60);
  bytes.writeUInt32BE(crc32(bytes.subarray(CRC_BYTES)), 0);
  return new LogRecord(bytes);
}

/** The record in a value of the log. Throws DamagedLogError when its bytes have changed. */
export function decodeRecord(bytes: Buffer): LogRecord {
  if (bytes.length < HEADER_BYTES || crc32(bytes.subarray(CRC_BYTES)) !== bytes.readUInt32BE(0))
    throw new DamagedLogError('the checksum of an event is wrong');
  return new LogRecord(bytes);
}

/**
 * A value of the log. It decodes a part only when a caller asks for it. Most reads use `frame`
 * only.
 */
export class LogRecord {
  /** The whole value. */
  readonly bytes: Buffer;

  constructor(bytes: Buffer) {
    this.bytes = bytes;
  }

  get position(): bigint {
    return this.bytes.readBigUInt64BE(4);
  }

  get revision(): bigint {
    return this.bytes.readBigUInt64BE(12);
  }

  /** Epoch milliseconds. */
  get createdMs(): number {
    return this.bytes.readDoubleBE(20);
  }

  get id(): string {
    return readUuid(this.bytes, 28);
  }

  get idBytes(): Buffer {
    return this.bytes.subarray(28, 44);
  }

  get streamName(): string {
    return this.text(44);
  }

  get eventType(): string {
    return this.text(52);
  }

  get data(): Buffer {
    return this.bytes.subarray(this.bytes.readUInt32BE(60));
  }

  /** The encoded `ReadResp` in its frame, ready to send. */
  get frame(): Buffer {
    return this.bytes.subarray(HEADER_BYTES);
  }

  /** Whether both events are of one stream. Cheaper than to compare their names. */
  hasSameName(other: LogRecord): boolean {
    return this.part(44).equals(other.part(44));
  }

  private part(partAt: number): Buffer {
    const offset = this.bytes.readUInt32BE(partAt);
    return this.bytes.subarray(offset, offset + this.bytes.readUInt32BE(partAt + 4));
  }

  private text(partAt: number): string {
    const offset = this.bytes.readUInt32BE(partAt);
    return this.bytes.toString('utf8', offset, offset + this.bytes.readUInt32BE(partAt + 4));
  }
}
