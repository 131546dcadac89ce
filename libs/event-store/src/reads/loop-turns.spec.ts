import { leaveTurns } from './loop-turns.js';

/** Works for so many ms. */
function busy(ms: number): void {
  for (const endsAt = performance.now() + ms; performance.now() < endsAt;);
}

/** A reader that works on so many events, for 1 ms each. */
async function read(events: number): Promise<void> {
  for (let n = 0; n < events; n++) {
    await leaveTurns();
    busy(1);
  }
}

/** The turns of the event loop until the work is done. */
async function turnsWhile(work: Promise<unknown>): Promise<number> {
  let [turns, isOver] = [0, false];
  const turn = () => {
    turns += 1;
    if (!isOver) setImmediate(turn);
  };
  setImmediate(turn);
  await work;
  isOver = true;
  return turns;
}

describe('the readers of a process', () => {
  it('leave the event loop a turn every few milliseconds, however many there are', async () => {
    const readers = Array.from({ length: 8 }, () => read(10));
    expect(await turnsWhile(Promise.all(readers))).toBeGreaterThanOrEqual(80 / 5);
  });

  it('wait for no turn while there is little to read', async () => {
    const order: string[] = [];
    const reading = leaveTurns().then(() => order.push('read'));
    await new Promise<void>((resolve) => setImmediate(() => (order.push('turn'), resolve())));
    await reading;
    expect(order).toEqual(['read', 'turn']);
  });
});
