import { alignmentOf, membersOf, splitSignature } from './signature.js';
import { type BusValue, Variant } from './values.js';

/** Writes values as D-Bus does, little endian. Throws when a value does not fit its type. */
export class ValueWriter {
  private bytes = Buffer.alloc(256);
  private at = 0;

  /** Writes one value for each complete type of the signature. */
  writeAll(signature: string, values: readonly BusValue[]): void {
    const types = splitSignature(signature);
    if (types.length !== values.length) throw new Error(`${types.length} values are expected: ${signature}`);
    for (const [index, type] of types.entries()) this.write(type, values[index] as BusValue);
  }

  write(type: string, value: BusValue): void {
    this.align(alignmentOf(type));
    switch (type.charAt(0)) {
      case 'a':
        return this.writeArray(type.slice(1), value);
      case '(':
      case '{':
        return this.writeAll(membersOf(type).join(''), value as BusValue[]);
      case 'v':
        return this.writeVariant(value);
      case 's':
      case 'o':
        return this.writeText(value, 4);
      case 'g':
        return this.writeText(value, 1);
      default:
        return this.writeNumber(type, value);
    }
  }

  /** Pads with zeros up to a multiple of `bytes`. */
  align(bytes: number): void {
    this.take((bytes - (this.at % bytes)) % bytes);
  }

  result(): Buffer {
    return this.bytes.subarray(0, this.at);
  }

  private writeArray(type: string, value: BusValue): void {
    const elements = value instanceof Map ? [...value] : value;
    if (!Array.isArray(elements)) throw new Error(`an array is expected: a${type}`);
    const lengthAt = this.take(4);
    this.align(alignmentOf(type));
    const start = this.at;
    for (const element of elements) this.write(type, element);
    this.bytes.writeUInt32LE(this.at - start, lengthAt);
  }

  private writeVariant(value: BusValue): void {
    if (!(value instanceof Variant)) throw new Error('a variant is expected');
    this.write('g', value.signature);
    this.writeAll(value.signature, [value.value]);
  }

  private writeText(value: BusValue, lengthBytes: 1 | 4): void {
    if (typeof value !== 'string' || value.includes('\0')) throw new Error('a text without zero bytes is expected');
    const text = Buffer.from(value);
    const lengthAt = this.take(lengthBytes);
    this.bytes.writeUIntLE(text.length, lengthAt, lengthBytes);
    const at = this.take(text.length + 1);
    text.copy(this.bytes, at);
  }

  private writeNumber(type: string, value: BusValue): void {
    const number = Number(value);
    // The room comes first: it may replace `bytes`.
    const at = this.take(type === 'y' ? 1 : alignmentOf(type));
    switch (type) {
      case 'y':
        return void this.bytes.writeUInt8(number, at);
      case 'n':
        return void this.bytes.writeInt16LE(number, at);
      case 'q':
        return void this.bytes.writeUInt16LE(number, at);
      case 'i':
        return void this.bytes.writeInt32LE(number, at);
      case 'x':
        return void this.bytes.writeBigInt64LE(BigInt(value as bigint), at);
      case 't':
        return void this.bytes.writeBigUInt64LE(BigInt(value as bigint), at);
      case 'd':
        return void this.bytes.writeDoubleLE(number, at);
      default:
        return void this.bytes.writeUInt32LE(number, at);
    }
  }

  /** Makes room for `length` bytes of zero and returns where they start. */
  private take(length: number): number {
    const at = this.at;
    this.at += length;
    if (this.at > this.bytes.length) {
      this.bytes = Buffer.concat([this.bytes, Buffer.alloc(Math.max(this.at, this.bytes.length))]);
    }
    return at;
  }
}
