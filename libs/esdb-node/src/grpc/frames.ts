/**
 * Frames of gRPC on an HTTP/2 stream: one byte for compression, four bytes of length, the message.
 * Source: gRPC over HTTP/2, "Length-Prefixed-Message".
 */

export const FRAME_PREFIX_BYTES = 5;

/** Writes the prefix of an uncompressed message of `length` bytes at `offset`. */
export function writeFramePrefix(target: Buffer, offset: number, length: number): void {
  target[offset] = 0;
  target.writeUInt32BE(length, offset + 1);
}

/** A message with its prefix. */
export function frameOf(message: Uint8Array): Buffer {
  const frame = Buffer.allocUnsafe(FRAME_PREFIX_BYTES + message.length);
  writeFramePrefix(frame, 0, message.length);
  frame.set(message, FRAME_PREFIX_BYTES);
  return frame;
}

/** The caller sent a message that this server does not take. */
export class FrameError extends Error {}

/** Cuts arriving bytes into messages. Holds one unfinished message at most. */
export class FrameReader {
  private readonly maxMessageBytes: number;
  private parts: Buffer[] = [];
  private length = 0;
  /** The number of bytes that the next message needs. */
  private wanted = FRAME_PREFIX_BYTES;

  constructor(maxMessageBytes: number) {
    this.maxMessageBytes = maxMessageBytes;
  }

  /** The messages that `chunk` completes. Throws FrameError when one is compressed or too long. */
  push(chunk: Buffer): Buffer[] {
    this.parts.push(chunk);
    this.length += chunk.length;
    if (this.length < this.wanted) return [];
    const bytes = this.parts.length === 1 ? chunk : Buffer.concat(this.parts, this.length);
    const messages: Buffer[] = [];
    let at = 0;
    for (;;) {
      const left = bytes.length - at;
      this.wanted = left < FRAME_PREFIX_BYTES ? FRAME_PREFIX_BYTES : this.frameLength(bytes, at);
      if (left < this.wanted) break;
      messages.push(bytes.subarray(at + FRAME_PREFIX_BYTES, at + this.wanted));
      at += this.wanted;
    }
    this.length = bytes.length - at;
    this.parts = this.length === 0 ? [] : [bytes.subarray(at)];
    return messages;
  }

  private frameLength(bytes: Buffer, at: number): number {
    if (bytes[at] !== 0) throw new FrameError('Compressed messages are not understood.');
    const length = bytes.readUInt32BE(at + 1);
    if (length > this.maxMessageBytes)
      throw new FrameError(`A message of ${length} bytes is larger than ${this.maxMessageBytes}.`);
    return FRAME_PREFIX_BYTES + length;
  }
}
