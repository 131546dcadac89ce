import { LevelCache } from './level-cache.js';

/** A cache with a scripted server. */
function scene() {
  const asked: (readonly string[])[] = [];
  const state = { nowMs: 0, fails: false };
  const cache = new LevelCache({
    nowMs: () => state.nowMs,
    ask: async (names) => {
      asked.push(names);
      await Promise.resolve();
      if (state.fails) throw new Error('away');
      return new Map(names.map((name) => [name, name.length]));
    },
  });
  return { asked, state, cache };
}

describe('the levels of names', () => {
  it('are asked once, some names in one call', async () => {
    const { cache, asked } = scene();
    expect(cache.levelOf('aa')).toBeUndefined();
    expect(await Promise.all(['aa', 'b', 'aa', 'ccc'].map((name) => cache.learn(name)))).toEqual([2, 1, 2, 3]);
    expect(await cache.learn('b')).toBe(1);
    expect(asked).toEqual([['aa', 'b', 'ccc']]);
    expect(cache.levelOf('aa')).toBe(2);
  });

  it('of names that come while a call is on its way go in the next call', async () => {
    const { cache, asked } = scene();
    const first = cache.learn('a');
    await Promise.resolve();
    await Promise.resolve();
    expect(await Promise.all([first, cache.learn('bb')])).toEqual([1, 2]);
    expect(asked.flat()).toEqual(['a', 'bb']);
  });

  it('are asked again after five minutes, and the old one counts until then', async () => {
    const { cache, asked, state } = scene();
    await cache.learn('a');
    state.nowMs = 5 * 60_000;
    expect(cache.levelOf('a')).toBe(1);
    await cache.learn('a');
    expect(asked).toHaveLength(2);
  });

  it('leave a server that is away alone for ten seconds', async () => {
    const { cache, asked, state } = scene();
    state.fails = true;
    expect(await cache.learn('a')).toBeUndefined();
    state.fails = false;
    expect(await cache.learn('a')).toBeUndefined();
    state.nowMs = 10_000;
    expect(await cache.learn('a')).toBe(1);
    expect(asked).toHaveLength(2);
  });

  it('of more than fifty names at once are asked fifty at a time, and all are settled', async () => {
    const { cache, asked } = scene();
    await Promise.all(Array.from({ length: 120 }, (_, n) => cache.learn(`${n}`)));
    expect(Math.max(...asked.map(({ length }) => length))).toBeLessThanOrEqual(50);
  });
});
