import fc from 'fast-check';
import { Changes } from './changes.js';

const NAMES = ['a', 'b', 'c', 'd', 'e'];

describe('changes of totals', () => {
  it('since a position are the totals that changed after it, the newest change last', () =>
    fc.assert(
      fc.property(
        // Many changes of few totals, so earlier ones are thrown out again and again.
        fc.array(fc.record({ name: fc.constantFrom(...NAMES), step: fc.nat(2) }), { minLength: 200, maxLength: 1_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (noted, share) => {
          const changes = new Changes<{ name: string; version: bigint }>();
          const totals = new Map(NAMES.map((name) => [name, { name, version: -1n }]));
          const newest = new Map<string, bigint>();
          let position = 0n;
          for (const { name, step } of noted) {
            position += BigInt(step);
            const total = totals.get(name);
            if (total) changes.note(total, position);
            if (newest.get(name) === position) continue;
            newest.delete(name);
            newest.set(name, position);
          }
          const since = BigInt(Math.floor(share * Number(position)));
          const expected = [...newest].filter(([, at]) => at > since).map(([name, version]) => ({ name, version }));
          expect(changes.since(since)).toEqual(expected);
        },
      ),
    ));

  it('are all there when none is worthless', () => {
    const changes = new Changes<{ version: bigint }>();
    const totals = Array.from({ length: 1_000 }, () => ({ version: -1n }));
    totals.forEach((total, n) => changes.note(total, BigInt(n)));
    expect(changes.since(-1n)).toEqual(totals);
    expect(changes.since(500n)).toEqual(totals.slice(501));
  });
});
