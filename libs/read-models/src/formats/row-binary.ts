import { parseLocalDate, type LocalDate, utcMsOfLocalDate } from '@app/domain';

const DAY_MS = 86_400_000;
const LARGEST_ASCII = 0x7f;
/** The largest number that 32 bits hold. */
export const LARGEST_UINT32 = 0xffff_ffff;
/** A byte holds seven bits of a length. The eighth bit is set when more bytes follow. */
const [LENGTH_BITS, MORE] = [7, 0x80];
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The user and the day of a row, and the number of its source in the table's `Enum8`. */
interface RowOwner {
  readonly userId: string;
  readonly localDate: LocalDate;
  readonly source: number;
}

/**
 * Writes rows in ClickHouse's RowBinary format: the bytes of each cell one after the other,
 * little-endian, in the order of the columns. A replay writes millions of rows, and the engine
 * reads these in half the time of lines of text (docs/performance.md).
 *
 * Source: https://clickhouse.com/docs/interfaces/formats/RowBinary
 */
export class RowBinary {
  private bytes = Buffer.allocUnsafe(1 << 16);
  private view = viewOf(this.bytes);
  private length = 0;
  private owner: RowOwner | undefined;
  private ownerStart = 0;
  private ownerEnd = 0;
  private newestBig: bigint | undefined;
  private lowHalf = 0;
  private highHalf = 0;

  /**
   * Writes the cells UUID, Date and Enum8. Many rows in sequence share them, so they are copied
   * from the row before. Throws RangeError when the user is not a UUID, or when a Date cannot hold
   * the day.
   */
  owned(userId: string, localDate: LocalDate, source: number): this {
    const { owner } = this;
    if (owner?.userId !== userId || owner.localDate !== localDate || owner.source !== source) {
      this.ownerStart = this.length;
      this.uuid(userId).date(localDate).uint8(source);
      this.ownerEnd = this.length;
      this.owner = { userId, localDate, source };
      return this;
    }
    const at = this.place(this.ownerEnd - this.ownerStart);
    this.bytes.copyWithin(at, this.ownerStart, this.ownerEnd);
    return this;
  }

  /** A cell of 8 bits, or of an Enum8 or a Bool. */
  uint8(value: number): this {
    const at = this.place(1);
    this.bytes[at] = value;
    return this;
  }

  /**
   * A cell of 32 bits, or of a DateTime in epoch seconds. Throws RangeError for a number that does
   * not fit.
   */
  uint32(value: number): this {
    if (value >>> 0 !== value) throw new RangeError(`${value} is not a whole number from 0 to ${LARGEST_UINT32}.`);
    const at = this.place(4);
    this.view.setUint32(at, value, true);
    return this;
  }

  /**
   * A cell of 64 bits. Faster when many rows in sequence have the same number. A larger number
   * loses its upper bits.
   */
  uint64(value: bigint): this {
    if (value !== this.newestBig) {
      this.newestBig = value;
      this.lowHalf = Number(BigInt.asUintN(32, value));
      this.highHalf = Number(BigInt.asUintN(32, value >> 32n));
    }
    const at = this.place(8);
    this.view.setUint32(at, this.lowHalf, true);
    this.view.setUint32(at + 4, this.highHalf, true);
    return this;
  }

  /** A cell of text. Any text is allowed. */
  text(text: string): this {
    const start = this.length;
    let at = this.lengthOf(text.length);
    const { bytes } = this;
    for (let n = 0; n < text.length; n++) {
      const unit = text.charCodeAt(n);
      if (unit > LARGEST_ASCII) return this.anyText(text, start);
      bytes[at++] = unit;
    }
    return this;
  }

  /** All bytes that were written. Nothing may be written afterwards. */
  take(): Buffer {
    return this.bytes.subarray(0, this.length);
  }

  /** Two numbers of 64 bits. */
  private uuid(text: string): this {
    if (!UUID.test(text)) throw new RangeError('A user is named by a UUID.');
    const digits = `0x${text.replaceAll('-', '')}`;
    return this.uint64(BigInt(digits) >> 64n).uint64(BigInt(digits));
  }

  /** Days since 1970, in 16 bits. */
  private date(date: LocalDate): this {
    const day = parseLocalDate(date) === undefined ? -1 : utcMsOfLocalDate(date) / DAY_MS;
    if ((day & 0xffff) !== day) throw new RangeError(`${date} is not a day that a Date holds.`);
    const at = this.place(2);
    this.view.setUint16(at, day, true);
    return this;
  }

  private anyText(text: string, start: number): this {
    this.length = start;
    const at = this.lengthOf(Buffer.byteLength(text));
    this.bytes.write(text, at, 'utf8');
    return this;
  }

  /** Writes the length of a text, makes room for the text, and returns where it begins. */
  private lengthOf(size: number): number {
    let rest = size;
    for (; rest >= MORE; rest >>>= LENGTH_BITS) this.uint8(rest | MORE);
    this.uint8(rest);
    return this.place(size);
  }

  /** Makes room for `count` bytes and returns where they begin. */
  private place(size: number): number {
    const at = this.length;
    this.length += size;
    if (this.length > this.bytes.length) this.grow(at);
    return at;
  }

  private grow(used: number): void {
    const larger = Buffer.allocUnsafe(Math.max(this.bytes.length * 2, this.length));
    this.bytes.copy(larger, 0, 0, used);
    this.bytes = larger;
    this.view = viewOf(larger);
  }
}

const viewOf = ({ buffer, byteOffset, length }: Buffer): DataView => new DataView(buffer, byteOffset, length);
