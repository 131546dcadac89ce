import type { DictionaryColumn } from '@app/domain';

/** The values of one column in one block. */
export type NativeColumn = NumberColumn | readonly string[] | DictionaryColumn;
export type NumberColumn = Uint8Array | Uint16Array | Uint32Array | Float64Array;
interface NumberType {
  readonly BYTES_PER_ELEMENT: number;
  new (bytes: ArrayBuffer): NumberColumn;
}

/** Columns by their name, each with a value for every row of the block. */
export type NativeBlock = ReadonlyMap<string, NativeColumn>;

/** A byte holds seven bits of a length. The eighth bit is set when more bytes follow. */
const [LENGTH_BITS, MORE] = [0x7f, 0x80];
/**
 * How a `LowCardinality` is written. Its flags tell the size of a number, and that its names follow
 * it and no others belong to it.
 */
const [DICTIONARY_VERSION, NUMBER_SIZE, OTHER_NAMES, NAMES_FOLLOW] = [1, 0xff, 0x100, 0x200];
const ENDS_EARLY = 'The answer ends within a block.';
const NUMBERS: readonly NumberType[] = [Uint8Array, Uint16Array, Uint32Array];

const READERS = new Map<string, (bytes: NativeBytes, rows: number) => NativeColumn>([
  ['UInt8', (bytes, rows) => bytes.numbers(Uint8Array, rows)],
  ['UInt16', (bytes, rows) => bytes.numbers(Uint16Array, rows)],
  ['UInt32', (bytes, rows) => bytes.numbers(Uint32Array, rows)],
  ['Float64', (bytes, rows) => bytes.numbers(Float64Array, rows)],
  ['String', (bytes, rows) => bytes.texts(rows)],
  ['LowCardinality(String)', (bytes, rows) => bytes.dictionary(rows)],
]);

/**
 * Reads the blocks that have rows from an answer in ClickHouse's `Native` format, in the form for a
 * client that names no version of its protocol:
 *
 *     block                   columns:length rows:length column*
 *     column                  name:text type:text value*        no values in a block without rows
 *     text                    length byte*                      UTF-8
 *     length                  seven bits a byte, the lowest first; the eighth bit: more follow
 *     LowCardinality(String)  version:u64 flags:u64 names:u64 name:text* rows:u64 number*
 *
 * Numbers are little-endian, like every machine on which we run Node. Throws RangeError when the
 * bytes end within a block. Throws TypeError for a column whose type is not in `READERS`.
 * Source: https://clickhouse.com/docs/interfaces/formats/Native
 */
export function nativeBlocks(answer: Buffer): NativeBlock[] {
  const bytes = new NativeBytes(answer);
  const blocks: NativeBlock[] = [];
  while (!bytes.isRead) {
    const [columns, rows] = [bytes.size(), bytes.size()];
    const block = new Map<string, NativeColumn>();
    for (let n = 0; n < columns; n++) {
      const [name, type] = [bytes.text(), bytes.text()];
      const read = READERS.get(type);
      if (!read) throw new TypeError(`The column ${name} is a ${type}.`);
      if (rows > 0) block.set(name, read(bytes, rows));
    }
    if (rows > 0) blocks.push(block);
  }
  return blocks;
}

/** The bytes of an answer, and how many of them were read. */
class NativeBytes {
  private at = 0;

  constructor(private readonly bytes: Buffer) {}

  get isRead(): boolean {
    return this.at === this.bytes.length;
  }

  size(): number {
    let size = 0;
    let unit = 1;
    let byte = MORE;
    for (; byte >= MORE; unit *= MORE) {
      byte = this.bytes[this.pass(1)] ?? 0;
      size += (byte & LENGTH_BITS) * unit;
    }
    return size;
  }

  text(): string {
    const begin = this.pass(this.size());
    return this.bytes.toString('utf8', begin, this.at);
  }

  texts(count: number): string[] {
    // A text takes a byte at least.
    if (count > this.bytes.length - this.at) throw new RangeError(ENDS_EARLY);
    const texts = new Array<string>(count);
    for (let n = 0; n < count; n++) texts[n] = this.text();
    return texts;
  }

  /**
   * Makes a copy. Numbers may begin at any byte, but a view must begin at a multiple of their size.
   */
  numbers(Numbers: NumberType, count: number): NumberColumn {
    const begin = this.pass(count * Numbers.BYTES_PER_ELEMENT);
    return new Numbers(Uint8Array.prototype.slice.call(this.bytes, begin, this.at).buffer);
  }

  dictionary(rows: number): DictionaryColumn {
    const [version, flags] = [this.uint64(), this.uint64()];
    const Numbers = NUMBERS[flags & NUMBER_SIZE];
    if (version !== DICTIONARY_VERSION || !Numbers || (flags & OTHER_NAMES) !== 0 || (flags & NAMES_FOLLOW) === 0)
      throw new TypeError(`This form of LowCardinality is unknown: version ${version}, flags ${flags}.`);
    const names = this.texts(this.uint64());
    if (this.uint64() !== rows) throw new RangeError('A LowCardinality has another number of rows than its block.');
    return { names, numbers: this.numbers(Numbers, rows) };
  }

  private uint64(): number {
    return Number(this.bytes.readBigUInt64LE(this.pass(8)));
  }

  /** Passes `count` bytes and returns where they begin. */
  private pass(count: number): number {
    const begin = this.at;
    if (begin + count > this.bytes.length) throw new RangeError(ENDS_EARLY);
    this.at += count;
    return begin;
  }
}
