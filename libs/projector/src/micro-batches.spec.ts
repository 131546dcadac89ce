import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';
import { microBatches } from './micro-batches.js';

/** A source that gives an element when told to. */
function controlled<T>() {
  const queue: T[] = [];
  let wake: (() => void) | undefined;
  let ended = false;
  let failure: Error | undefined;
  const source = (async function* () {
    for (;;) {
      while (queue.length > 0) yield queue.shift() as T;
      if (failure) throw failure;
      if (ended) return;
      await new Promise<void>((resolve) => (wake = resolve));
    }
  })();
  return {
    source,
    give: (...elements: T[]) => (queue.push(...elements), wake?.()),
    end: () => ((ended = true), wake?.()),
    fail: (error: Error) => ((failure = error), wake?.()),
  };
}

describe('micro-batches', () => {
  it('hold what is there, up to the largest count, and the rest comes next', async () => {
    const { source, give, end } = controlled<number>();
    give(1, 2, 3, 4, 5);
    end();
    const batches = [];
    for await (const batch of microBatches(source, { maxCount: 2, lingerMs: 60_000 })) batches.push(batch);
    expect(batches).toEqual([[1, 2], [3, 4], [5]]);
  });

  it('end when they have lingered, without losing the element that was asked for', async () => {
    const { source, give, end } = controlled<number>();
    const batches = microBatches(source, { maxCount: 10, lingerMs: 5 });
    give(1);
    expect((await batches.next()).value).toEqual([1]);
    give(2);
    expect((await batches.next()).value).toEqual([2]);
    end();
    expect((await batches.next()).done).toBe(true);
  });

  it('pass on what went wrong in the source, after what had arrived before', async () => {
    const { source, give, fail } = controlled<number>();
    const batches = microBatches(source, { maxCount: 10, lingerMs: 5 });
    give(1);
    expect((await batches.next()).value).toEqual([1]);
    fail(new Error('gone'));
    await expect(batches.next()).rejects.toThrow('gone');
  });

  it('keep a failure that comes while a full batch is worked on for the next call', async () => {
    const { source, give, fail } = controlled<number>();
    const batches = microBatches(source, { maxCount: 1, lingerMs: 5 });
    give(1);
    expect((await batches.next()).value).toEqual([1]);
    fail(new Error('gone'));
    // Long enough for Node to end a process over a rejection that nobody has taken.
    await nextTurnOfTheLoop();
    await expect(batches.next()).rejects.toThrow('gone');
  });
});
