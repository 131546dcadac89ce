import { setTimeout as delay } from 'node:timers/promises';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

export interface Patience {
  /** Ends the trying. */
  readonly signal: AbortSignal;
  /** Told of every failure that is about to be tried again. */
  readonly interrupted: (error: unknown) => void;
}

/** Attempts again, with growing pauses, until it works; undefined when it did not before the signal. */
export async function untilItWorks<T>(
  attempt: () => Promise<T>,
  { signal, interrupted }: Patience,
): Promise<T | undefined> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted) return undefined;
      interrupted(error);
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return undefined;
    }
  }
}
