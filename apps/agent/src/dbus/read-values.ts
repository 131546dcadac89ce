import { alignmentOf, membersOf, splitSignature } from './signature.js';
import { type BusValue } from './values.js';

/** Variants in variants may be this deep. */
const DEEPEST = 32;

/** Reads values from the wire format of D-Bus. Throws when the bytes end too early or are wrong. */
export class ValueReader {
  private at = 0;
  private depth = 0;
  private readonly view: DataView;

  constructor(
    private readonly bytes: Buffer,
    private readonly isLittleEndian: boolean,
  ) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  readAll(signature: string): BusValue[] {
    return splitSignature(signature).map((type) => this.read(type));
  }

  read(type: string): BusValue {
    this.take(this.paddingTo(alignmentOf(type)));
    switch (type.charAt(0)) {
      case 'a':
        return this.readArray(type.slice(1));
      case '(':
      case '{':
        return membersOf(type).map((member) => this.read(member));
      case 'v':
        return this.readVariant();
      case 's':
      case 'o':
        return this.readText(this.view.getUint32(this.take(4), this.isLittleEndian));
      case 'g':
        return this.readText(this.view.getUint8(this.take(1)));
      default:
        return this.readNumber(type);
    }
  }

  private readArray(type: string): BusValue {
    const length = this.view.getUint32(this.take(4), this.isLittleEndian);
    this.take(this.paddingTo(alignmentOf(type)));
    const end = this.at + length;
    if (end > this.bytes.length) throw new RangeError('an array ends behind its message');
    const elements: BusValue[] = [];
    while (this.at < end) elements.push(this.read(type));
    return type.startsWith('{') ? new Map(elements as [BusValue, BusValue][]) : elements;
  }

  private readVariant(): BusValue {
    const types = splitSignature(this.read('g') as string);
    if (types.length !== 1 || ++this.depth > DEEPEST) throw new RangeError('a variant is wrong');
    const value = this.read(types[0] as string);
    this.depth--;
    return value;
  }

  private readText(length: number): string {
    const at = this.take(length + 1);
    return this.bytes.toString('utf8', at, at + length);
  }

  private readNumber(type: string): BusValue {
    const { view, isLittleEndian } = this;
    switch (type) {
      case 'y':
        return view.getUint8(this.take(1));
      case 'b':
        return view.getUint32(this.take(4), isLittleEndian) !== 0;
      case 'n':
        return view.getInt16(this.take(2), isLittleEndian);
      case 'q':
        return view.getUint16(this.take(2), isLittleEndian);
      case 'i':
        return view.getInt32(this.take(4), isLittleEndian);
      case 'x':
        return view.getBigInt64(this.take(8), isLittleEndian);
      case 't':
        return view.getBigUint64(this.take(8), isLittleEndian);
      case 'd':
        return view.getFloat64(this.take(8), isLittleEndian);
      default:
        return view.getUint32(this.take(4), isLittleEndian);
    }
  }

  private paddingTo(bytes: number): number {
    return (bytes - (this.at % bytes)) % bytes;
  }

  private take(length: number): number {
    const at = this.at;
    this.at += length;
    if (this.at > this.bytes.length) throw new RangeError('a value ends behind its message');
    return at;
  }
}
