/** Room for what is written without looking: the longest number and its tab, or one text of which this is the length in bytes. */
const ROOM = 512;
const BYTES_OF_A_UNIT = 3;
const [TAB, LINE_END, SPACE, ZERO, BACKSLASH, LAST_ASCII] = [0x09, 0x0a, 0x20, 0x30, 0x5c, 0x7f];

/**
 * Rows in ClickHouse's TabSeparated format, written straight into bytes: a replay writes millions of rows. Joining texts and
 * encoding them afterwards costs twenty times as much, and handing each text to `Buffer` five times (docs/performance.md).
 */
export class TabSeparated {
  private bytes = Buffer.allocUnsafe(1 << 16);
  private length = 0;
  private first: string | undefined;
  private second: string | undefined;
  private third: string | undefined;
  private sharedStart = 0;
  private sharedEnd = 0;
  private newestId: bigint | undefined;
  private digitsOfIt = '';

  /** The first three cells of a line, which many lines in a row share: they are copied from the line before. */
  shared(first: string, second: string, third: string): this {
    if (first !== this.first || second !== this.second || third !== this.third) {
      [this.first, this.second, this.third] = [first, second, third];
      this.sharedStart = this.length;
      this.text(first).text(second).text(third);
      this.sharedEnd = this.length;
      return this;
    }
    const size = this.sharedEnd - this.sharedStart;
    this.makeRoom(size);
    this.bytes.copyWithin(this.length, this.sharedStart, this.sharedEnd);
    this.length += size;
    return this;
  }

  /** One cell of any text, whatever it holds. */
  text(text: string): this {
    this.makeRoom(text.length);
    const { bytes } = this;
    let at = this.length;
    for (let n = 0; n < text.length; n++) {
      const unit = text.charCodeAt(n);
      if (unit < SPACE || unit === BACKSLASH || unit > LAST_ASCII) return this.anyText(text);
      bytes[at++] = unit;
    }
    bytes[at++] = TAB;
    this.length = at;
    return this;
  }

  /** One cell of a number; quickly of a whole one of 32 bits. */
  number(number: number): this {
    let rest = number >>> 0;
    if (rest !== number) return this.text(String(number));
    this.makeRoom(0);
    const { bytes } = this;
    let end = this.length + 1;
    for (let power = 10; power <= rest; power *= 10) end++;
    for (let at = end - 1; at >= this.length; at--) {
      const tens = (rest / 10) >>> 0;
      bytes[at] = ZERO + rest - tens * 10;
      rest = tens;
    }
    bytes[end] = TAB;
    this.length = end + 1;
    return this;
  }

  /** One cell of a large number, which many lines in a row share. */
  big(number: bigint): this {
    if (number !== this.newestId) [this.newestId, this.digitsOfIt] = [number, number.toString()];
    return this.text(this.digitsOfIt);
  }

  /** Ends the line behind its last cell. */
  endLine(): void {
    this.bytes[this.length - 1] = LINE_END;
  }

  /** All that was written. Nothing may be written afterwards. */
  take(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  private anyText(text: string): this {
    const escaped = text.replace(EVERY_SPECIAL, (found) => ESCAPES.get(found) ?? found);
    this.makeRoom(escaped.length);
    this.length += this.bytes.write(escaped, this.length, 'utf8');
    this.bytes[this.length++] = TAB;
    return this;
  }

  private makeRoom(units: number): void {
    const needed = this.length + units * BYTES_OF_A_UNIT + ROOM;
    if (needed <= this.bytes.length) return;
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, needed));
    this.bytes.copy(larger, 0, 0, this.length);
    this.bytes = larger;
  }
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['\\', '\\\\'],
  ['\t', '\\t'],
  ['\n', '\\n'],
  ['\r', '\\r'],
  ['\0', '\\0'],
]);
const EVERY_SPECIAL = /[\\\t\n\r\0]/g;
