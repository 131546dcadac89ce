import { blockNamesOf, mayHold } from './block-names.js';
import { encodeRecord, type LogRecord } from './record.js';

const recordOf = (stream: string, index: number): LogRecord =>
  encodeRecord({
    event: {
      id: '00000000-0000-4000-8000-000000000001',
      type: 'T',
      contentType: 'application/json',
      data: Buffer.from('{}'),
      customMetadata: new Uint8Array(0),
    },
    stream,
    position: BigInt(index * 100),
    revision: 0n,
    createdMs: 0,
  });
const namesOf = (...names: string[]) => blockNamesOf(names.map(recordOf));

describe('the names of a block', () => {
  it('are their beginnings up to the first hyphen, each once', () => {
    expect(namesOf('day-1', 'day-2', 'order-1-2', 'plain', 'x'.repeat(100))).toEqual({
      events: 5,
      lastPosition: 400n,
      beginnings: ['day-', 'order-', 'plain', 'x'.repeat(32)],
    });
  });

  it('of an empty block hold nothing', () => {
    const names = namesOf();
    expect(names).toEqual({ events: 0, lastPosition: undefined, beginnings: [] });
    expect(mayHold(names, [''])).toBe(false);
  });

  it.each([
    ['order-7', ['day-'], false],
    ['order-7', ['day-', 'order-'], true],
    ['order-7', ['order-8'], true],
    ['order-7', ['ord'], true],
    ['order-7', ['orders'], false],
    ['order-7', [''], true],
    ['order-7', [], false],
    ['$$order-7', ['order-'], false],
    ['a🙂b-1', ['a🙂'], true],
    [`${'x'.repeat(40)}-1`, [`${'x'.repeat(40)}-1`], true],
    [`${'x'.repeat(40)}-1`, [`${'x'.repeat(31)}y`], false],
  ])('with %s may hold a name that begins with one of %j: %s', (name, prefixes, expected) => {
    expect(mayHold(namesOf(name), prefixes)).toBe(expected);
  });

  it('may hold any name when there are more than 32 beginnings', () => {
    const names = Array.from({ length: 33 }, (_, n) => `other${n}-1`);
    expect(mayHold(namesOf(...names), ['day-'])).toBe(true);
    expect(mayHold(namesOf(...names.slice(1)), ['day-'])).toBe(false);
  });
});
