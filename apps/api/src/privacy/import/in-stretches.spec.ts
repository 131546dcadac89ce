import { Stretches } from '../../limits/stretches.js';
import { inStretches } from './in-stretches.js';

const stretches = new Stretches();
const runFor =
  (userId: string) =>
  <T>(work: () => T) =>
    stretches.run(userId, work);

/** Works for so many ms. */
function busy(ms: number): void {
  for (const endsAt = performance.now() + ms; performance.now() < endsAt;);
}

describe('work on many elements', () => {
  it.each([0, 1, 2, 5_000])('is done for each of %i, in order', async (count) => {
    const all = Array.from({ length: count }, (_, n) => `e${n}`);
    const done: string[] = [];
    await inStretches(all, runFor('a'), (one, n) => {
      expect(one).toBe(`e${n}`);
      done.push(one);
    });
    expect(done).toEqual(all);
  });

  it('lets the event loop have a turn every few milliseconds, however many users work at once', async () => {
    const all = Array.from({ length: 40 }, (_, n) => n);
    let isOver = false;
    let turns = 0;
    const turn = () => {
      turns += 1;
      if (!isOver) setImmediate(turn);
    };
    setImmediate(turn);
    await Promise.all(['a', 'b', 'c', 'd'].map((user) => inStretches(all, runFor(user), () => busy(1))));
    isOver = true;
    // 160 ms of work in stretches of 2 ms, and a turn after two of them. On a busy machine some
    // take longer, so there are fewer.
    expect(turns).toBeGreaterThanOrEqual(20);
  });

  it('rejects when one of them throws, and does no more', async () => {
    const done: number[] = [];
    const failing = inStretches([1, 2, 3], runFor('a'), (n) => {
      if (n === 2) throw new Error('bug');
      done.push(n);
    });
    await expect(failing).rejects.toThrow('bug');
    expect(done).toEqual([1]);
  });
});
