import fc from 'fast-check';
import { LRUCache } from 'lru-cache';
import { atMost, untilIdle } from './at-most.js';

describe('a cache of at most so many entries', () => {
  it('answers and forgets as a cache does that reserves its entries', () => {
    const key = fc.integer({ min: 0, max: 9 });
    const step = fc.record({ does: fc.constantFrom('get' as const, 'set' as const, 'delete' as const), key });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 6 }), fc.array(step, { maxLength: 60 }), (most, steps) => {
        const growing = new LRUCache<number, number>(atMost(most));
        const reserved = new LRUCache<number, number>({ max: most });
        for (const [n, { does, key }] of steps.entries()) {
          for (const cache of [growing, reserved]) if (does === 'set') cache.set(key, n);
          if (does === 'delete') expect(growing.delete(key)).toBe(reserved.delete(key));
          if (does === 'get') expect(growing.get(key)).toBe(reserved.get(key));
          expect([...growing.entries()]).toEqual([...reserved.entries()]);
        }
      }),
    );
  });
});

describe('a cache of what is in use', () => {
  const oneTurn = () => new Promise((done) => setTimeout(done, 1));

  it('forgets by itself what was not asked for, and keeps what is asked for again and again', async () => {
    const gone: string[] = [];
    const cache = new LRUCache<string, number>({ ...atMost(9), ...untilIdle(40), dispose: (_, key) => gone.push(key) });
    cache.set('asked for', 1);
    cache.set('not asked for', 2);
    while (gone.length === 0) {
      cache.get('asked for');
      await oneTurn();
    }
    expect([gone, [...cache.keys()]]).toEqual([['not asked for'], ['asked for']]);
  });
});
