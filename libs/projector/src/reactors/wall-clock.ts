import { setTimeout as delay } from 'node:timers/promises';

/** A clock that shows the time of day, and can wait. */
export interface WallClock {
  /** Epoch ms. */
  nowMs(): number;
  /** Resolves after so many ms, or when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const WALL_CLOCK: WallClock = {
  nowMs: () => Date.now(),
  wait: (ms, signal) => delay(Math.max(0, ms), undefined, { signal }).catch(() => undefined),
};
