import { type SpoolRecord } from './record-line.js';
import { covers, type ErasedRange, headOf } from './erased-time.js';

const record = (changes: Partial<SpoolRecord> = {}): SpoolRecord => ({
  ...{ sequence: 1, id: 'i', application: 'Vim', startedAt: 100, endedAt: 200 },
  ...changes,
});

describe('an erasure', () => {
  it.each<[means: boolean, range: Partial<ErasedRange>, record: Partial<SpoolRecord>]>([
    [true, {}, {}],
    [true, { from: 199, to: 300 }, {}],
    [true, { from: 0, to: 101 }, {}],
    [false, { from: 200, to: 300 }, {}],
    [false, { from: 0, to: 100 }, {}],
    [true, { device: 'desk' }, {}],
    [false, { device: 'other' }, {}],
    [true, { activity: 'VIM' }, {}],
    [false, { activity: 'vi' }, {}],
    [true, { activity: 'a.example' }, { application: 'Firefox', url: 'https://www.a.example/path' }],
    [true, { activity: 'a.example' }, { application: 'Firefox', url: 'https://a.example/path' }],
    [false, { activity: 'a.example' }, { application: 'Firefox', url: 'https://b.example/a.example' }],
    [false, { activity: 'Firefox' }, { application: 'Firefox', url: 'https://a.example/path' }],
    [true, { activity: 'firefox' }, { application: 'Firefox' }],
  ])('means a record: %s for %j and %j', (means, range, one) => {
    expect(covers({ id: 'e', from: 0, to: 1_000, ...range }, record(one), 'desk')).toBe(means);
  });

  it.each([
    ['', [], []],
    ['abc', [], ['a', 'b', 'c']],
    ['EEabcEd', ['E', 'E'], ['a', 'b', 'c']],
    ['EE', ['E', 'E'], []],
    ['aE', [], ['a']],
  ])('splits the queue %j', (queue, erased, sendable) => {
    const waiting = [...queue].map((id) => record({ id }));
    const head = headOf(waiting, (one) => (one as SpoolRecord).id === 'E');
    expect([head.erased.map(({ id }) => id), head.sendable.map(({ id }) => id)]).toEqual([erased, sendable]);
    expect(headOf(waiting)).toEqual({ erased: [], sendable: waiting });
  });
});
