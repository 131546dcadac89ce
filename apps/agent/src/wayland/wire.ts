const HEADER_BYTES = 8;
/** Longer messages are no Wayland: the reference library has the same limit. */
const LONGEST_BYTES = 65_536;

/** An event of one object of the compositor. */
export interface WaylandEvent {
  object: number;
  opcode: number;
  body: Buffer;
}

/** A request: numbers, texts, and no file descriptors. Source: Wayland book, "Wire protocol". */
export function encodeRequest(object: number, opcode: number, values: readonly (number | string)[]): Buffer {
  const parts = values.map((value) => (typeof value === 'number' ? word(value) : text(value)));
  const body = Buffer.concat(parts);
  return Buffer.concat([word(object), word(((HEADER_BYTES + body.length) << 16) | opcode), body]);
}

function word(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value >>> 0);
  return bytes;
}

/** Length with the zero at the end, the bytes, and zeros up to a multiple of four. */
function text(value: string): Buffer {
  const bytes = Buffer.from(`${value}\0`);
  return Buffer.concat([word(bytes.length), bytes, Buffer.alloc(paddingOf(bytes.length))]);
}

const paddingOf = (length: number) => (4 - (length % 4)) % 4;

/** Cuts a stream of bytes into events. */
export class EventFrames {
  private held: Buffer = Buffer.alloc(0);

  /** Takes bytes and returns the events that are whole now. Throws when they are no Wayland. */
  take(chunk: Buffer): WaylandEvent[] {
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    const events: WaylandEvent[] = [];
    while (this.held.length >= HEADER_BYTES) {
      const head = this.held.readUInt32LE(4);
      const length = head >>> 16;
      if (length < HEADER_BYTES || length > LONGEST_BYTES) throw new Error('the compositor speaks another protocol');
      if (this.held.length < length) break;
      const body = this.held.subarray(HEADER_BYTES, length);
      events.push({ object: this.held.readUInt32LE(0), opcode: head & 0xffff, body });
      this.held = this.held.subarray(length);
    }
    return events;
  }
}

/** Reads the values of an event one after the other. Throws when the event ends too early. */
export class EventReader {
  private at = 0;

  constructor(private readonly body: Buffer) {}

  word(): number {
    const value = this.body.readUInt32LE(this.at);
    this.at += 4;
    return value;
  }

  text(): string {
    return this.bytes().toString('utf8').replace(/\0.*$/s, '');
  }

  /** The numbers of an array. */
  words(): number[] {
    const bytes = this.bytes();
    return Array.from({ length: Math.floor(bytes.length / 4) }, (_unused, index) => bytes.readUInt32LE(index * 4));
  }

  private bytes(): Buffer {
    const length = this.word();
    const bytes = this.body.subarray(this.at, this.at + length);
    if (bytes.length < length) throw new RangeError('a value ends behind its event');
    this.at += length + paddingOf(length);
    return bytes;
  }
}
