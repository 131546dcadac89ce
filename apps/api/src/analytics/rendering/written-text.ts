const UTF8 = new TextEncoder();
const LONGEST_WHOLE = 10;
/** A unit of a text takes so many bytes of UTF-8 at most. */
const BYTES_OF_A_UNIT = 3;
const [FIRST_SIZE, ZERO] = [4_096, 0x30];

/**
 * A growing text as bytes of UTF-8, taken block by block. Repeated parts are copied. To join small
 * texts to a megabyte and encode it takes longer (docs/performance.md).
 */
export class WrittenText {
  private bytes = new Uint8Array(FIRST_SIZE);
  private end = 0;

  /** How many bytes were written since the last block was taken. */
  get length(): number {
    return this.end;
  }

  /** All bytes since the last block was taken. Later bytes go into the next block. */
  take(): Uint8Array {
    const block = this.bytes.subarray(0, this.end);
    this.bytes = new Uint8Array(this.bytes.length);
    this.end = 0;
    return block;
  }

  /** A copy of the bytes that were written since the length was `length`: a part to write again. */
  since(length: number): Uint8Array {
    return this.bytes.slice(length, this.end);
  }

  /** Removes the last byte. It must not have been taken with a block. */
  dropLast(): void {
    this.end -= 1;
  }

  /** Writes the bytes of a text. */
  piece(piece: Uint8Array): void {
    this.makeRoom(piece.length);
    this.bytes.set(piece, this.end);
    this.end += piece.length;
  }

  /** Writes any text. No bytes are made apart: a large report has very many texts. */
  text(text: string): void {
    this.makeRoom(text.length * BYTES_OF_A_UNIT);
    this.end += UTF8.encodeInto(text, this.bytes.subarray(this.end)).written;
  }

  /** Writes a short text of ASCII only. */
  ascii(text: string): void {
    this.makeRoom(text.length);
    for (let n = 0; n < text.length; n++) this.bytes[this.end++] = text.charCodeAt(n);
  }

  /**
   * Writes a text between marks if each of its units is plain: 1 in that table of ASCII. Returns
   * whether it did. If not, nothing is written.
   */
  marked(text: string, mark: string, plain: Uint8Array): boolean {
    this.makeRoom(text.length + 2 * mark.length);
    const { bytes, end: begin } = this;
    let at = begin + mark.length;
    for (let n = 0; n < text.length; n++) {
      const unit = text.charCodeAt(n);
      if (plain[unit] !== 1) return false;
      bytes[at++] = unit;
    }
    this.ascii(mark);
    this.end = at;
    this.ascii(mark);
    return true;
  }

  /** Writes a number in decimal digits. Whole numbers of 32 bits are fast. */
  number(number: number): void {
    let rest = number >>> 0;
    if (rest !== number) return this.ascii(String(number));
    this.makeRoom(LONGEST_WHOLE);
    const { bytes, end: begin } = this;
    this.end += 1;
    for (let power = 10; power <= rest; power *= 10) this.end += 1;
    for (let at = this.end - 1; at >= begin; at--) {
      const tens = (rest / 10) >>> 0;
      bytes[at] = ZERO + rest - tens * 10;
      rest = tens;
    }
  }

  private makeRoom(size: number): void {
    const needed = this.end + size;
    if (needed <= this.bytes.length) return;
    const larger = new Uint8Array(Math.max(this.bytes.length * 2, needed));
    larger.set(this.bytes.subarray(0, this.end));
    this.bytes = larger;
  }
}
