import fc from 'fast-check';
import { nativeBlocks } from './native-blocks.js';

/** The bytes, as the documentation of the format describes them. */
const sized = (size: number): number[] =>
  size < 0x80 ? [size] : [0x80 | (size % 0x80), ...sized(Math.floor(size / 0x80))];
const text = (value: string): number[] => [...sized(Buffer.byteLength(value)), ...Buffer.from(value)];
const uint64 = (value: number): number[] => [...Buffer.from(BigUint64Array.of(BigInt(value)).buffer)];
const bytesIn = ({ buffer }: Uint16Array | Uint32Array | Float64Array): number[] => [...Buffer.from(buffer)];
const block = (rows: number, columns: Record<string, [type: string, values: number[]]>): number[] => [
  ...sized(Object.keys(columns).length),
  ...sized(rows),
  ...Object.entries(columns).flatMap(([name, [type, values]]) => [...text(name), ...text(type), ...values]),
];
const dictionary = (names: string[], numbers: number[], { version = 1, flags = 0x600, rows = numbers.length } = {}) =>
  [...[uint64(version), uint64(flags), uint64(names.length), names.flatMap(text), uint64(rows), numbers]].flat();

const read = (bytes: number[]) => nativeBlocks(Buffer.from(bytes)).map((columns) => Object.fromEntries(columns));

describe('blocks of an answer', () => {
  it('have numbers of every size, wherever in the bytes they begin', () =>
    fc.assert(
      fc.property(
        fc.array(
          fc.record({ uint8: fc.nat(0xff), uint16: fc.nat(0xffff), uint32: fc.nat(0xffff_ffff), float64: fc.double() }),
          {
            minLength: 1,
          },
        ),
        fc.string(),
        (rows, name) => {
          const uint8 = Uint8Array.from(rows, (row) => row.uint8);
          const uint16 = Uint16Array.from(rows, (row) => row.uint16);
          const uint32 = Uint32Array.from(rows, (row) => row.uint32);
          const float64 = Float64Array.from(rows, (row) => row.float64);
          const bytes = block(rows.length, {
            [`${name} 8`]: ['UInt8', [...uint8]],
            [`${name} 16`]: ['UInt16', bytesIn(uint16)],
            [`${name} 32`]: ['UInt32', bytesIn(uint32)],
            [`${name} 64`]: ['Float64', bytesIn(float64)],
          });
          expect(read(bytes)).toEqual([
            { [`${name} 8`]: uint8, [`${name} 16`]: uint16, [`${name} 32`]: uint32, [`${name} 64`]: float64 },
          ]);
        },
      ),
    ));

  it('have texts of any length and any letters', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'binary', maxLength: 300 }), { minLength: 1, maxLength: 300 }), (texts) =>
        expect(read(block(texts.length, { t: ['String', texts.flatMap(text)] }))).toEqual([{ t: texts }]),
      ),
    ));

  it('have a dictionary of their own each, with numbers of the size that it says', () => {
    const bytes = [
      ...block(3, { a: ['LowCardinality(String)', dictionary(['', 'é'], [1, 0, 1])] }),
      ...block(2, {
        a: ['LowCardinality(String)', dictionary(['x'], bytesIn(Uint16Array.of(0, 0)), { flags: 0x601, rows: 2 })],
      }),
    ];
    expect(read(bytes)).toEqual([
      { a: { names: ['', 'é'], numbers: Uint8Array.of(1, 0, 1) } },
      { a: { names: ['x'], numbers: Uint16Array.of(0, 0) } },
    ]);
  });

  it('are none of an answer without bytes or without rows', () =>
    expect([read([]), read(block(0, { a: ['UInt8', []], b: ['LowCardinality(String)', []] }))]).toEqual([[], []]));

  it('are none of an answer that ends within one', () => {
    const bytes = block(2, {
      n: ['UInt32', bytesIn(Uint32Array.of(1, 2))],
      t: ['String', ['a', 'bc'].flatMap(text)],
      d: ['LowCardinality(String)', dictionary(['a'], [0, 0])],
    });
    for (let length = 1; length < bytes.length; length++)
      expect(() => read(bytes.slice(0, length))).toThrow(new RangeError('The answer ends within a block.'));
  });

  it('are none of an answer that promises more texts than it has bytes', () => {
    const bytes = block(2 ** 40, { t: ['String', [0, 0, 0]] });
    expect(() => read(bytes)).toThrow(new RangeError('The answer ends within a block.'));
  });

  it.each([
    ['another type', 'UInt64', uint64(1)],
    ['a type that every object has', 'constructor', []],
    ['another version', 'LowCardinality(String)', dictionary(['a'], [0], { version: 2 })],
    ['numbers of 64 bits', 'LowCardinality(String)', dictionary(['a'], [0], { flags: 0x603 })],
    ['names that are elsewhere', 'LowCardinality(String)', dictionary(['a'], [0], { flags: 0x700 })],
    ['no names of its own', 'LowCardinality(String)', dictionary(['a'], [0], { flags: 0x400 })],
    ['another number of rows', 'LowCardinality(String)', dictionary(['a'], [0, 0])],
  ])('are refused, not misread, with %s', (_what, type, values) =>
    expect(() => read(block(1, { c: [type, values] }))).toThrow(
      /^The column c is a (UInt64|constructor)\.$|LowCardinality/,
    ),
  );
});
