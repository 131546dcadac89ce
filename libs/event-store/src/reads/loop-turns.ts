import { setImmediate as turnOfLoop } from 'node:timers/promises';

/** After so many ms of reading the event loop gets a turn. */
const MOST_MS = 4;

/** When the readers of this process began to work in this turn of the event loop. */
let begunAtMs: number | undefined;

/**
 * Readers call this between events. Events that have arrived are given one after the other, without
 * a turn of the event loop, and each reader works on each of them. So many events at once would
 * keep every other request waiting. All readers of the process together work for some milliseconds
 * in one turn. Then this waits for the next one.
 */
export async function leaveTurns(): Promise<void> {
  for (;;) {
    const nowMs = performance.now();
    if (begunAtMs === undefined) {
      begunAtMs = nowMs;
      setImmediate(() => (begunAtMs = undefined));
    }
    if (nowMs - begunAtMs < MOST_MS) return;
    await turnOfLoop();
  }
}
