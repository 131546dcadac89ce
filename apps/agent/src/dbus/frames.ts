import { lengthOfMessage } from './message.js';

const FIXED_LENGTH = 16;
/** A longer message is skipped: no answer that the agent asks for comes near this. */
const LONGEST_BYTES = 4_194_304;

/** Cuts a stream of bytes into messages. Holds at most one message of 4 MB. */
export class Frames {
  private parts: Buffer[] = [];
  private held = 0;
  /** The rest of a message that is too long. */
  private skip = 0;

  /** Takes bytes and returns the messages that are whole now. Throws when they are no D-Bus. */
  take(chunk: Buffer): Buffer[] {
    const messages: Buffer[] = [];
    const skipped = Math.min(this.skip, chunk.length);
    this.skip -= skipped;
    this.add(chunk.subarray(skipped));
    for (let length = this.nextLength(); length !== null; length = this.nextLength()) {
      if (length > LONGEST_BYTES) {
        this.skip = Math.max(0, length - this.held);
        this.cut(Math.min(length, this.held));
      } else if (this.held < length) break;
      else messages.push(this.cut(length));
    }
    return messages;
  }

  private add(bytes: Buffer): void {
    if (bytes.length > 0) this.parts.push(bytes);
    this.held += bytes.length;
  }

  private nextLength(): number | null {
    if (this.skip > 0 || this.held < FIXED_LENGTH) return null;
    if ((this.parts[0]?.length ?? 0) < FIXED_LENGTH) this.parts = [Buffer.concat(this.parts)];
    return lengthOfMessage(this.parts[0] as Buffer);
  }

  private cut(length: number): Buffer {
    const all = this.parts.length === 1 ? (this.parts[0] as Buffer) : Buffer.concat(this.parts);
    this.parts = length < all.length ? [all.subarray(length)] : [];
    this.held -= length;
    return all.subarray(0, length);
  }
}
