import { setImmediate as nextTurnOfTheLoop } from 'node:timers/promises';

/** After so many ms of work, other work of the process gets a turn. */
const MOST_MS = 4;

/**
 * Runs work that is cut into short steps. Requests are answered in between. Rejects when the work
 * throws.
 */
export async function inTurns<T>(steps: Generator<void, T, void>): Promise<T> {
  let begunAt = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - begunAt < MOST_MS) continue;
    await nextTurnOfTheLoop();
    begunAt = performance.now();
  }
}
