import { setTimeout as delay } from 'node:timers/promises';
import { DeadlineExceededError } from '@eventstore/db-client';
import { asOurError, ClockBehindError, EventStoreUnavailableError, isTransient } from '../connection/errors.js';

/** A server that answers so soon has not waited for anything. */
const AT_ONCE_MS = 500;
/** Why an attempt ends that its caller no longer waits for. */
const OVER = 'over';
const FIRST_PAUSE_MS = 50;
const LONGEST_PAUSE_MS = 1_000;

/** How long a write is tried. */
export interface Patience {
  /** In ms, since the first attempt. */
  readonly patienceMs: number;
  /** Aborted when the store closes. Then a failed attempt is the last one. */
  readonly closing: AbortSignal;
}

/**
 * Makes an attempt, and repeats it with growing pauses while its error is transient and
 * `patienceMs` is not over. An attempt without any answer is not repeated: the next one would
 * wait in the same connection behind it. An attempt that gives undefined had no answer. Throws
 * EventStoreUnavailableError, and other errors of the attempt.
 */
export async function withPatience<T>(
  { patienceMs, closing }: Patience,
  attempt: (over: AbortSignal) => Promise<T | undefined>,
): Promise<T> {
  const over = new AbortController();
  // A server that is only slow gives an append up after 2 s.
  let refusedAsLate: unknown;
  const untilAnswered = async (): Promise<T | undefined> => {
    for (let pauseMs = FIRST_PAUSE_MS; !over.signal.aborted; pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS)) {
      const beganMs = performance.now();
      try {
        return await attempt(over.signal);
      } catch (error) {
        if (!isTransient(error) || closing.aborted) throw error;
        const isAtOnce = performance.now() - beganMs < AT_ONCE_MS;
        refusedAsLate = error instanceof DeadlineExceededError && isAtOnce ? error : undefined;
      }
      await delay(pauseMs, undefined, { signal: over.signal }).catch(() => undefined);
    }
    return undefined;
  };
  let timer: NodeJS.Timeout | undefined;
  const limit = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), patienceMs).unref();
  });
  try {
    const answer = await Promise.race([untilAnswered(), limit]);
    if (answer !== undefined) return answer;
    throw refusedAsLate ? new ClockBehindError(refusedAsLate) : new EventStoreUnavailableError();
  } catch (error) {
    throw asOurError(error);
  } finally {
    clearTimeout(timer);
    // A reason that is there already: Node would make an error with a stack for each append.
    over.abort(OVER);
  }
}
