import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@app/projector';

export interface Attempt<T> {
  /** What is waited for, as the log shall name it. */
  readonly name: string;
  readonly attempt: () => Promise<T>;
  /** Whether waiting can mend the failure. */
  readonly isUnavailable: (error: unknown) => boolean;
}

export interface WaitOptions {
  readonly log: Log;
  /** Ends the waiting. */
  readonly signal: AbortSignal;
  /** Default 100. */
  readonly firstPauseMs?: number;
}

const LONGEST_PAUSE_MS = 5_000;

/**
 * Attempts until it works, with growing pauses, and says once that it waits. Gives undefined when the signal ends it;
 * rejects with the first failure that waiting cannot mend.
 */
export async function untilAvailable<T>(
  { name, attempt, isUnavailable }: Attempt<T>,
  { log, signal, firstPauseMs = 100 }: WaitOptions,
): Promise<T | undefined> {
  for (let pauseMs = firstPauseMs; !signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (err) {
      if (!isUnavailable(err)) throw err;
      if (pauseMs === firstPauseMs) log.warn({ err }, `${name} is not available yet: waiting for it`);
    }
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
  return undefined;
}
