import { jest } from '@jest/globals';
import { withPatience } from './with-patience.js';

async function* numbers(waitFor: Promise<unknown> = Promise.resolve()) {
  yield 1;
  await waitFor;
  yield 2;
}
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

beforeEach(() => jest.useFakeTimers());
afterEach(() => jest.useRealTimers());

describe('a reader with patience for its consumer', () => {
  it('gives up a consumer that asks for nothing more', async () => {
    let hasGivenUp = false;
    await withPatience(numbers(), { limitMs: 5, giveUp: () => (hasGivenUp = true) }).next();
    await jest.advanceTimersByTimeAsync(4);
    expect(hasGivenUp).toBe(false);
    await jest.advanceTimersByTimeAsync(1);
    expect(hasGivenUp).toBe(true);
  });

  it('has all the time in the world for the source, and none of it counts against the consumer', async () => {
    let hasGivenUp = false;
    const read: number[] = [];
    const patience = { limitMs: 5, giveUp: () => (hasGivenUp = true) };
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
    for await (const value of withPatience(source, { limitMs: 1_000, giveUp: () => undefined })) if (value === 1) break;
    expect(isOver).toBe(true);
  });
});
