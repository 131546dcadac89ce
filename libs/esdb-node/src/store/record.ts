import { crc32, deflateRawSync, inflateRawSync } from 'node:zlib';
import { encodeReadResponse, type PlacedEvent } from '../wire/recorded-event.js';
import { DamagedLogError } from '../disk/damaged-log.js';
import { readUuid, writeUuid } from './keys.js';

/**
 * One value of the log: a header of 64 bytes, then the frame that every read of the event sends.
 *
 *      0 CRC-32 u32 of the rest   4 position u64   12 revision u64   20 created f64 (epoch ms)
 *     28 event id (16 bytes)     44 stream offset u32   48 stream length u32
 *     52 type offset u32         56 type length u32     60 data offset u32
 *
 * A large frame is stored deflated: an agent that was offline sends hundreds of activities in one
 * event, and their names repeat. The highest bit of the data offset tells it. Offsets and lengths
 * are those of the whole frame.
 */
const HEADER_BYTES = 64;
const CRC_BYTES = 4;
const DATA_OFFSET_AT = 60;
const IS_DEFLATED = 2 ** 31;
/** A smaller frame gains little. To deflate a larger one would hold up all others: 10 ms. */
const [SMALLEST_DEFLATED, LARGEST_DEFLATED] = [2_048, 1_048_576];
/** Level 1 takes a third of the time of the others, and is nearly as small. */
const LEVEL = 1;

/** The record of an event. Its `stored` bytes are a value of the log. */
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
  bytes.writeUInt32BE(parts.dataOffset, DATA_OFFSET_AT);
  const stored = deflated(bytes) ?? bytes;
  stored.writeUInt32BE(crc32(stored.subarray(CRC_BYTES)), 0);
  return new LogRecord(stored, bytes);
}

/** The same record with its frame deflated. Undefined when that is not worth it. */
function deflated(bytes: Buffer): Buffer | undefined {
  if (bytes.length < SMALLEST_DEFLATED || bytes.length > LARGEST_DEFLATED) return undefined;
  const frame = deflateRawSync(bytes.subarray(HEADER_BYTES), { level: LEVEL });
  if (frame.length > bytes.length / 2) return undefined;
  const stored = Buffer.concat([bytes.subarray(0, HEADER_BYTES), frame]);
  stored.writeUInt32BE(stored.readUInt32BE(DATA_OFFSET_AT) + IS_DEFLATED, DATA_OFFSET_AT);
  return stored;
}

/** The record in a value of the log. Throws DamagedLogError when its bytes have changed. */
export function decodeRecord(stored: Buffer): LogRecord {
  if (stored.length < HEADER_BYTES || crc32(stored.subarray(CRC_BYTES)) !== stored.readUInt32BE(0))
    throw new DamagedLogError('the checksum of an event is wrong');
  return new LogRecord(stored, stored.readUInt32BE(DATA_OFFSET_AT) < IS_DEFLATED ? stored : inflated(stored));
}

function inflated(stored: Buffer): Buffer {
  const frame = inflateRawSync(stored.subarray(HEADER_BYTES), { maxOutputLength: LARGEST_DEFLATED });
  const bytes = Buffer.concat([stored.subarray(0, HEADER_BYTES), frame]);
  bytes.writeUInt32BE(bytes.readUInt32BE(DATA_OFFSET_AT) - IS_DEFLATED, DATA_OFFSET_AT);
  return bytes;
}

/**
 * A value of the log. It decodes a part only when a caller asks for it. Most reads use `frame`
 * only.
 */
export class LogRecord {
  /** `stored`: the value as it is in the log. `bytes`: header and whole frame. */
  constructor(
    readonly stored: Buffer,
    private readonly bytes: Buffer,
  ) {}

  /** The size of the record, whether or not it is stored deflated. */
  get length(): number {
    return this.bytes.length;
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
