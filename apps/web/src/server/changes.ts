import { TimeledgerError } from '@app/client';
import { useRef, useState } from 'preact/hooks';
import { askAgain, useServer } from './answers.js';

/** A change that a person makes with a form or a button. */
export interface Change {
  /** Why the last try did not work. */
  readonly error: unknown;
  readonly isBusy: boolean;
  /**
   * Does the work once, however often it is asked for meanwhile. Answers whether it worked. When
   * the session has ended, it takes over the one of another page of this browser, and tries again.
   */
  readonly run: (work: () => Promise<unknown>) => Promise<boolean>;
}

/**
 * Refusals of a session that is unknown, or whose cookie the browser has no more (then the server
 * looks for a key), or of the token of an older session.
 */
const NO_SESSION: ReadonlySet<string> = new Set(['not_signed_in', 'key_not_found', 'csrf']);

const isOfNoSession = (error: unknown): boolean => error instanceof TimeledgerError && NO_SESSION.has(error.code);

/** A change after which the answers with these keys are asked for again. */
export function useChange(...keys: readonly string[]): Change {
  const { answers, renew } = useServer();
  const [error, setError] = useState<unknown>();
  const [isBusy, setBusy] = useState(false);
  const isRunning = useRef(false);
  const run = async (work: () => Promise<unknown>): Promise<boolean> => {
    if (isRunning.current) return false;
    isRunning.current = true;
    setBusy(true);
    try {
      await work().catch(async (refusal: unknown) => {
        if (!isOfNoSession(refusal)) throw refusal;
        await renew();
        await work();
      });
      setError(undefined);
      askAgain(answers, ...keys);
      return true;
    } catch (refusal) {
      setError(refusal);
      return false;
    } finally {
      isRunning.current = false;
      setBusy(false);
    }
  };
  return { error, isBusy, run };
}
