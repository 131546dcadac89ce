import { TimeledgerError } from '@app/client';
import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { type Change, useChange } from '../server/changes.js';
import { AgainDialog } from './again-dialog.js';

/** Does work for which the server wants a fresh sign-in, and may ask in place for the password. */
export interface FreshSignIn {
  /**
   * Does the work. When the sign-in is too old, the page asks for the password, and does the same
   * work again. Rejects with the refusal when the person closes the question.
   */
  readonly fresh: <T>(work: () => Promise<T>) => Promise<T>;
  /** The dialog that asks, while it does. The page draws it. */
  readonly again: ComponentChildren;
}

const needsFreshSignIn = (error: unknown): boolean =>
  error instanceof TimeledgerError && error.code === 'sign_in_again';

export function useFreshSignIn(): FreshSignIn {
  const [asked, setAsked] = useState<(isShown: boolean) => void>();
  const fresh = async <T,>(work: () => Promise<T>): Promise<T> => {
    try {
      return await work();
    } catch (refusal) {
      if (!needsFreshSignIn(refusal)) throw refusal;
      const isShown = await new Promise<boolean>((resolve) => setAsked(() => resolve));
      setAsked(undefined);
      if (!isShown) throw refusal;
      return work();
    }
  };
  return { fresh, again: asked && <AgainDialog done={asked} /> };
}

/** A change for which the server wants a fresh sign-in. What was typed stays. */
export function useFreshChange(...keys: readonly string[]): Change & Pick<FreshSignIn, 'again'> {
  const change = useChange(...keys);
  const { fresh, again } = useFreshSignIn();
  return { ...change, run: (work) => change.run(() => fresh(work)), again };
}
