import fc from 'fast-check';
import { FairLine } from './fair-line.js';

function taken(line: FairLine<string>): string[] {
  const entries: string[] = [];
  for (let entry = line.next(); entry !== undefined; entry = line.next()) entries.push(entry);
  return entries;
}

describe('a fair line', () => {
  it.each([
    ['nothing', [], []],
    ['one key', ['a1', 'a2', 'a3'], ['a1', 'a2', 'a3']],
    [
      'a key with many entries before others',
      ['a1', 'a2', 'a3', 'b1', 'c1', 'c2'],
      ['a1', 'b1', 'c1', 'a2', 'c2', 'a3'],
    ],
  ])('gives turns to keys: %s', (_title, added, order) => {
    const line = new FairLine<string>();
    for (const entry of added) line.add(entry.charAt(0), entry);
    expect(line.length).toBe(added.length);
    expect(taken(line)).toEqual(order);
    expect(line.length).toBe(0);
  });

  it('keeps the order of each key, loses nothing, and lets no key wait for two entries of another', () => {
    const key = fc.constantFrom('a', 'b', 'c', 'd');
    fc.assert(
      fc.property(fc.array(key, { maxLength: 40 }), (keys) => {
        const line = new FairLine<string>();
        keys.forEach((of, n) => line.add(of, `${of}${n}`));
        const order = taken(line);
        expect([...order].sort()).toEqual(keys.map((of, n) => `${of}${n}`).sort());
        for (const of of new Set(keys)) {
          const own = order.filter((entry) => entry.startsWith(of));
          expect(own).toEqual(keys.flatMap((one, n) => (one === of ? [`${of}${n}`] : [])));
          // Between two entries of a key, every other key had one turn at most.
          const before = order.slice(0, order.indexOf(own[0] as string)).map((entry) => entry.charAt(0));
          expect(new Set(before).size).toBe(before.length);
        }
      }),
    );
  });
});
