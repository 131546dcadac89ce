import { jest } from '@jest/globals';
import { withPatience } from './with-patience.js';

async function* numbers(waitFor: Promise<unknown> = Promise.resolve()) {
  yield 1;
  await waitFor;
  yield 2;
}
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

/** No limit for all values together. */
const FOR_EVER = { graceMs: Infinity, msFor: () => 0 };

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a reader with patience for its consumer', () => {
  it('gives up a consumer that asks for nothing more', async () => {
    let hasGivenUp = false;
    await withPatience(numbers(), { ...FOR_EVER, limitMs: 5, giveUp: () => (hasGivenUp = true) }).next();
    await jest.advanceTimersByTimeAsync(4);
    expect(hasGivenUp).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(hasGivenUp).toBe(true);
  });

  it('has all the time in the world for the source, and none of it counts against the consumer', async () => {
    let hasGivenUp = false;
    const read: number[] = [];
    const patience = { ...FOR_EVER, limitMs: 5, giveUp: () => (hasGivenUp = true) };
    const reading = (async () => {
      for await (const value of withPatience(numbers(after(30)), patience)) read.push(value);
    })();
    await jest.advanceTimersByTimeAsync(30);
    await reading;
    expect([read, hasGivenUp]).toEqual([[1, 2], false]);
  });

  it('ends the source when the consumer ends early', async () => {
    let isOver = false;
    const source = (async function* () {
      try {
        yield 1;
        yield 2;
      } finally {
        isOver = true;
      }
    })();
    for await (const value of withPatience(source, { ...FOR_EVER, limitMs: 1_000, giveUp: () => undefined }))
      if (value === 1) break;
    expect(isOver).toBe(true);
  });

  it.each([
    ['9 ms for each, just before the limit', 9, [1, 2, 3, 4]],
    ['4 ms for each, as fast as it must be', 4, undefined],
    ['1 ms for each', 1, undefined],
  ])('gives up a consumer that takes %s, after the time for all', async (_title, eachMs, until) => {
    const source = (async function* () {
      for (let n = 1; n <= 50; n++) yield await Promise.resolve(n);
    })();
    let taken: number[] | undefined;
    const read: number[] = [];
    const giveUp = () => (taken ??= [...read]);
    const reading = (async () => {
      for await (const value of withPatience(source, { limitMs: 10, graceMs: 20, msFor: () => 4, giveUp })) {
        read.push(value);
        await after(eachMs);
      }
    })();
    await jest.advanceTimersByTimeAsync(50 * eachMs);
    await reading;
    expect(taken).toEqual(until);
  });
});
