import fc from 'fast-check';
import { Frames } from './frames.js';
import { decodeMessage, encodeMessage, KIND, type Message } from './message.js';
import { ValueReader } from './read-values.js';
import { splitSignature } from './signature.js';
import { type BusValue, Variant } from './values.js';
import { ValueWriter } from './write-values.js';

function written(signature: string, ...values: BusValue[]): Buffer {
  const writer = new ValueWriter();
  writer.writeAll(signature, values);
  return Buffer.from(writer.result());
}

const read = (signature: string, bytes: Buffer, isLittleEndian = true) =>
  new ValueReader(bytes, isLittleEndian).readAll(signature);

describe('a signature', () => {
  it.each([
    ['', []],
    ['a{sv}u(ii)', ['a{sv}', 'u', '(ii)']],
    ['aa{s(iav)}vg', ['aa{s(iav)}', 'v', 'g']],
  ])('%j is split into %j', (signature, types) => {
    expect(splitSignature(signature)).toEqual(types);
  });

  it.each(['a', '(', '(i', '()', 'a{s}', 'a{vs}', 'a{sss}', '{sv}', 'Z', 'a'.repeat(40) + 'y', '('.repeat(50)])(
    '%j is refused',
    (signature) => {
      expect(() => splitSignature(signature)).toThrow('wrong D-Bus signature');
    },
  );
});

describe('values on the wire', () => {
  it.each<[string, BusValue[], string]>([
    ['s', ['foo'], '03000000666f6f00'],
    ['yu', [7, 1], '0700000001000000'],
    ['ax', [[5n]], '08000000000000000500000000000000'],
    ['v', [new Variant('b', true)], '0162000001000000'],
    ['a{sv}', [new Map([['a', new Variant('y', 9)]])], '0a00000000000000010000006100017900' + '09'],
    ['(yq)', [[1, 2]], '01000200'],
  ])('of the type %s are as the specification says', (signature, values, hex) => {
    expect(written(signature, ...values).toString('hex')).toBe(hex);
  });

  it('of every type are read as they were written', () => {
    const signature = 'ybnqixtdsoga{sv}a(ii)';
    const entry = fc.tuple(fc.string({ unit: 'binary' }), fc.integer());
    const numbers = fc.tuple(fc.integer({ min: 0, max: 255 }), fc.boolean(), fc.integer({ min: -9, max: 9 }));
    const large = fc.tuple(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }), fc.double({ noNaN: true }));
    fc.assert(
      fc.property(numbers, large, fc.array(entry), ([byte, flag, small], [long, double], entries) => {
        const texts = entries.map(([text]) => text.replaceAll('\0', ''));
        const plain = new Map(entries.map(([, number], index) => [texts[index] ?? '', number]));
        const variants = new Map([...plain].map(([text, number]) => [text, new Variant('i', number | 0)]));
        const pairs = entries.map(([, number]) => [number | 0, small]);
        const rest: BusValue[] = [long, 5n, double, texts.join(''), '/a', 'ii'];
        const bytes = written(signature, byte, flag, small, 7, small, ...rest, variants, pairs);
        const known = new Map([...plain].map(([text, number]) => [text, number | 0]));
        expect(read(signature, bytes)).toEqual([byte, flag, small, 7, small, ...rest, known, pairs]);
      }),
      { numRuns: 30 },
    );
  });

  it('of a machine with the other byte order are read too', () => {
    expect(read('su', Buffer.from('00000003666f6f0000000001', 'hex'), false)).toEqual(['foo', 1]);
  });

  it('that end too early are refused, at each byte', () => {
    const bytes = written('sa{sv}', 'name', new Map([['key', new Variant('as', ['x', 'y'])]]));
    for (let length = 0; length < bytes.length; length++) {
      expect(() => read('sa{sv}', bytes.subarray(0, length))).toThrow();
    }
  });

  it('of random bytes are read or refused, and never take long', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.constantFrom('v', 'a{sv}', 'aav', '(vv)'), (bytes, type) => {
        try {
          read(type, Buffer.from(bytes));
        } catch (error) {
          expect(error).toBeInstanceOf(Error);
        }
      }),
    );
  });

  it('of a wrong type are not written', () => {
    expect(() => written('u', -1)).toThrow();
    expect(() => written('s', 5)).toThrow('a text');
    expect(() => written('s', 'a\0b')).toThrow('without zero bytes');
    expect(() => written('as', 'text')).toThrow('an array');
    expect(() => written('v', 5)).toThrow('a variant');
    expect(() => written('ss', 'one')).toThrow('2 values');
  });
});

describe('messages in a stream', () => {
  const message = (serial: number, text: string): Message => ({
    ...{ kind: KIND.signal, serial, path: '/a', interface: 'a.b', member: 'C', sender: ':1.5', signature: 's' },
    body: [text],
  });

  it('are found at any cut', () => {
    const stream = Buffer.concat([message(1, 'first'), message(2, 'x'.repeat(99)), message(3, '')].map(encodeMessage));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: stream.length })), (cuts) => {
        const frames = new Frames();
        const ends = [...cuts.sort((a, b) => a - b), stream.length];
        const found = ends.flatMap((end, index) => frames.take(stream.subarray(ends[index - 1] ?? 0, end)));
        expect(found.map((frame) => decodeMessage(frame).serial)).toEqual([1, 2, 3]);
      }),
    );
  });

  it('that are very long are left out, and the next ones are read', () => {
    const frames = new Frames();
    const stream = Buffer.concat([encodeMessage(message(1, 'x'.repeat(5_000_000))), encodeMessage(message(2, 'next'))]);
    const found: Buffer[] = [];
    for (let at = 0; at < stream.length; at += 65_536) found.push(...frames.take(stream.subarray(at, at + 65_536)));
    expect(found.map((frame) => decodeMessage(frame))).toMatchObject([{ serial: 2, sender: ':1.5', body: ['next'] }]);
  });

  it('end with an error when the other side speaks another protocol', () => {
    expect(() => new Frames().take(Buffer.from('HTTP/1.1 400 Bad Request'))).toThrow('another protocol');
  });
});
