import { withPatience } from './with-patience.js';

async function* numbers(waitFor: Promise<unknown> = Promise.resolve()) {
  yield 1;
  await waitFor;
  yield 2;
}
const after = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe('a reader with patience for its consumer', () => {
  it('gives up a consumer that asks for nothing more', async () => {
    const given = new Promise<void>((resolve, reject) => {
      const values = withPatience(numbers(), { limitMs: 5, giveUp: resolve });
      values.next().catch(reject);
    });
    await given;
  });

  it('has all the time in the world for the source, and none of it counts against the consumer', async () => {
    let hasGivenUp = false;
    const read: number[] = [];
    const patience = { limitMs: 5, giveUp: () => (hasGivenUp = true) };
    for await (const value of withPatience(numbers(after(30)), patience)) read.push(value);
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
