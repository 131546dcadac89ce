import { setTimeout as delay } from 'node:timers/promises';
import type { Log } from '@app/projector';

export interface Attempt<T> {
  /** The name of the store, for the log. */
  readonly name: string;
  readonly attempt: () => Promise<T>;
  /** Whether a later attempt may succeed. */
  readonly isUnavailable: (error: unknown) => boolean;
}

export interface WaitOptions {
  readonly log: Log;
  /** Ends the wait. */
  readonly signal: AbortSignal;
  /** Default 100. */
  readonly firstPauseMs?: number;
}

const LONGEST_PAUSE_MS = 5_000;

/**
 * Tries until it works, with growing pauses. Logs once that it waits. Undefined when the signal
 * ends the wait. Rejects with the first failure that waiting does not help against.
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
