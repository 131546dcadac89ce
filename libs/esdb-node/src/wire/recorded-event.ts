import { type ProposedEvent } from '../terms/events.js';
import { FRAME_PREFIX_BYTES, writeFramePrefix } from '../grpc/frames.js';
import { streams } from './generated.js';
import { readSmallVarint, smallVarintSize, varintSize, writeSmallVarint, writeVarint } from './varint.js';

/**
 * An event with its place in the log. There are no transactions, so both positions are the same.
 */
export interface PlacedEvent {
  readonly event: ProposedEvent;
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
  readonly createdMs: number;
}

/** Where the node finds parts of an encoded response again. Offsets and lengths are in bytes. */
export interface EncodedParts {
  readonly streamOffset: number;
  readonly streamLength: number;
  readonly typeOffset: number;
  readonly typeLength: number;
  readonly dataOffset: number;
}

/** The tag bytes (field number << 3 | wire type) of the messages, in the order of their nesting. */
const READ_RESP = { event: 0x0a };
const READ_EVENT = { event: 0x0a, link: 0x12, commitPosition: 0x18 };
const RECORDED = {
  id: 0x0a,
  streamIdentifier: 0x12,
  streamRevision: 0x18,
  preparePosition: 0x20,
  commitPosition: 0x28,
  metadata: 0x32,
  customMetadata: 0x3a,
  data: 0x42,
};
const UUID_STRING = 0x12;
const STREAM_NAME = 0x1a;
const MAP_KEY = 0x0a;
const MAP_VALUE = 0x12;

const KEY_TYPE = Buffer.from('type');
const KEY_CREATED = Buffer.from('created');
const KEY_CONTENT_TYPE = Buffer.from('content-type');
const TICKS_PER_MS = '0000';

/** The size of a length-delimited field with a tag of one byte. */
const fieldSize = (length: number): number => 1 + smallVarintSize(length) + length;

/**
 * Encodes `ReadResp.event { commit_position, event: RecordedEvent }` as a frame, after
 * `headerBytes` free bytes of a new buffer. It is encoded once, at append, and every read sends the
 * same bytes. The recorded event is the last field of the frame, and `data` is its last field.
 * So both are slices up to the end, and readers of links or metadata need no decoder.
 * `created` is the number of .NET ticks (100 ns) since the Unix epoch, as text.
 */
export function encodeReadResponse(placed: PlacedEvent, headerBytes: number): { bytes: Buffer; parts: EncodedParts } {
  const { event, revision, position } = placed;
  const id = Buffer.from(event.id, 'latin1');
  const stream = Buffer.from(placed.stream);
  const type = Buffer.from(event.type);
  const metadata: [Buffer, Buffer][] = [
    [KEY_TYPE, type],
    [KEY_CREATED, Buffer.from(placed.createdMs.toString() + TICKS_PER_MS)],
    [KEY_CONTENT_TYPE, Buffer.from(event.contentType)],
  ];
  const positionSize = 1 + varintSize(position);
  let recordedSize = fieldSize(fieldSize(id.length)) + fieldSize(fieldSize(stream.length));
  recordedSize += 1 + varintSize(revision) + 2 * positionSize;
  for (const [key, value] of metadata) recordedSize += fieldSize(fieldSize(key.length) + fieldSize(value.length));
  recordedSize += fieldSize(event.customMetadata.length) + fieldSize(event.data.length);
  const readEventSize = positionSize + fieldSize(recordedSize);

  const responseAt = headerBytes + FRAME_PREFIX_BYTES;
  const out = new FieldWriter(responseAt + fieldSize(readEventSize), responseAt);
  writeFramePrefix(out.target, headerBytes, fieldSize(readEventSize));
  out.open(READ_RESP.event, readEventSize);
  out.integer(READ_EVENT.commitPosition, position);
  out.open(READ_EVENT.event, recordedSize);
  out.open(RECORDED.id, fieldSize(id.length));
  out.bytes(UUID_STRING, id);
  out.open(RECORDED.streamIdentifier, fieldSize(stream.length));
  const streamOffset = out.bytes(STREAM_NAME, stream);
  out.integer(RECORDED.streamRevision, revision);
  out.integer(RECORDED.preparePosition, position);
  out.integer(RECORDED.commitPosition, position);
  let typeOffset = 0;
  for (const [key, value] of metadata) {
    out.open(RECORDED.metadata, fieldSize(key.length) + fieldSize(value.length));
    out.bytes(MAP_KEY, key);
    const valueOffset = out.bytes(MAP_VALUE, value);
    if (value === type) typeOffset = valueOffset;
  }
  out.bytes(RECORDED.customMetadata, event.customMetadata);
  const dataOffset = out.bytes(RECORDED.data, event.data);
  const parts = { streamOffset, streamLength: stream.length, typeOffset, typeLength: type.length, dataOffset };
  return { bytes: out.target, parts };
}

/**
 * Encodes `ReadResp.event { commit_position, link: RecordedEvent, event?: RecordedEvent }` as a
 * frame, from the stored frames of the link and its target. `position` is the link's position.
 * Without a target the link could not be resolved.
 */
export function encodeResolvedLink(link: Buffer, target: Buffer | undefined, position: bigint): Buffer {
  const linkEvent = recordedEventIn(link);
  const targetEvent = target && recordedEventIn(target);
  const targetSize = targetEvent === undefined ? 0 : fieldSize(targetEvent.length);
  const readEventSize = 1 + varintSize(position) + fieldSize(linkEvent.length) + targetSize;
  const out = new FieldWriter(FRAME_PREFIX_BYTES + fieldSize(readEventSize), FRAME_PREFIX_BYTES);
  writeFramePrefix(out.target, 0, fieldSize(readEventSize));
  out.open(READ_RESP.event, readEventSize);
  out.integer(READ_EVENT.commitPosition, position);
  out.bytes(READ_EVENT.link, linkEvent);
  if (targetEvent !== undefined) out.bytes(READ_EVENT.event, targetEvent);
  return out.target;
}

/**
 * The RecordedEvent in a frame of encodeReadResponse. It follows three tags, two lengths and the
 * position.
 */
function recordedEventIn(frame: Buffer): Buffer {
  const readEventAt = readSmallVarint(frame, FRAME_PREFIX_BYTES + 1).end;
  const positionEnd = readSmallVarint(frame, readEventAt + 1).end;
  return frame.subarray(readSmallVarint(frame, positionEnd + 1).end);
}

/** The content type of the event in a frame of encodeReadResponse. */
export function contentTypeIn(frame: Buffer): string {
  const response = streams.ReadResp.deserializeBinary(frame.subarray(FRAME_PREFIX_BYTES));
  return response.getEvent()?.getEvent()?.getMetadataMap().get('content-type') ?? '';
}

/** Writes fields one after the other into a buffer of known size. */
class FieldWriter {
  readonly target: Buffer;
  private at: number;

  constructor(size: number, start: number) {
    this.target = Buffer.allocUnsafe(size);
    this.at = start;
  }

  /** Writes the tag and the length of a message. Its fields follow. */
  open(tag: number, length: number): void {
    this.target[this.at] = tag;
    this.at = writeSmallVarint(this.target, this.at + 1, length);
  }

  integer(tag: number, value: bigint): void {
    this.target[this.at] = tag;
    this.at = writeVarint(this.target, this.at + 1, value);
  }

  /** Writes a bytes or string field. Returns the offset of its first content byte. */
  bytes(tag: number, value: Uint8Array): number {
    this.open(tag, value.length);
    const contentAt = this.at;
    this.target.set(value, contentAt);
    this.at += value.length;
    return contentAt;
  }
}
