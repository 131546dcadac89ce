import fc from 'fast-check';
import { VersionedMap } from './versioned-map.js';

describe('a versioned map', () => {
  it('answers what a copied map answers, in every version and in any order of reading', () => {
    const key = fc.integer({ min: 0, max: 5 });
    const step = fc.record({ from: fc.nat(), key, value: fc.option(fc.nat(9)), read: fc.nat() });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        const versions = [{ map: new VersionedMap<number, number>(), copy: new Map<number, number>() }];
        const versionAt = (n: number) => versions[n % versions.length] as (typeof versions)[number];
        for (const { from, key, value, read } of steps) {
          const { map, copy } = versionAt(from);
          const next = new Map(copy);
          if (value === null) next.delete(key);
          else next.set(key, value);
          versions.push({ map: value === null ? map.without(key) : map.with(key, value), copy: next });
          const asked = versionAt(read);
          expect(asked.map.get(key)).toBe(asked.copy.get(key));
        }
        for (const { map, copy } of versions) {
          expect(new Map(map)).toEqual(copy);
          expect([map.size, map.has(0)]).toEqual([copy.size, copy.has(0)]);
        }
      }),
    );
  });

  it('has the order of a map', () => {
    const changed = new VersionedMap([['a', 1]]).with('b', 2).with('c', 3).with('b', 4).without('a').with('a', 5);
    expect([...changed]).toEqual([
      ['b', 4],
      ['c', 3],
      ['a', 5],
    ]);
    expect([[...changed.keys()], [...changed.values()]]).toEqual([
      ['b', 'c', 'a'],
      [4, 3, 5],
    ]);
  });

  it('shows no change that is made while it is read', () => {
    const map = new VersionedMap([
      ['a', 1],
      ['b', 2],
    ]);
    const read: string[] = [];
    let later = map;
    for (const [key] of map) {
      later = later.with(`${key}!`, 0);
      read.push(key);
    }
    expect(read).toEqual(['a', 'b']);
    expect(later.size).toBe(4);
  });

  it('takes a hundred thousand changes in a row', () => {
    let map = new VersionedMap<number, number>();
    const empty = map;
    for (let n = 0; n < 100_000; n++) map = map.with(n, n);
    expect([map.size, empty.size]).toEqual([100_000, 0]);
  });
});
