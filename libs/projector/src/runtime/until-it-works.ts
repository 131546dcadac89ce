import { EventStoreRefusedError } from '@app/event-store';
import { setTimeout as delay } from 'node:timers/promises';

const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 10_000;

export interface Patience {
  /** Ends the attempts. */
  readonly signal: AbortSignal;
  /** Called with every failure after which it tries again. */
  readonly interrupted: (error: unknown) => void;
}

/**
 * Tries until it works, with growing pauses. Undefined when the signal came before that. Throws
 * EventStoreRefusedError, which only a person can mend.
 */
export async function untilItWorks<T>(
  attempt: () => Promise<T>,
  { signal, interrupted }: Patience,
): Promise<T | undefined> {
  for (let pauseMs = FIRST_PAUSE_MS; ; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
    try {
      return await attempt();
    } catch (error) {
      if (signal.aborted) return undefined;
      if (error instanceof EventStoreRefusedError) throw error;
      interrupted(error);
      await delay(pauseMs, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) return undefined;
    }
  }
}
