import { setImmediate } from 'node:timers/promises';

/** So many take some milliseconds. */
const AT_A_TURN = 100;

/** The elements, in order. Other requests get a turn after every hundred. */
export async function* inTurns<T>(all: readonly T[]): AsyncGenerator<T> {
  for (const [n, one] of all.entries()) {
    if (n % AT_A_TURN === AT_A_TURN - 1) await setImmediate();
    yield one;
  }
}
