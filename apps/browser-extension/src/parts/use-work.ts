import { useState } from 'preact/hooks';

/** A work that a person starts, and what it says at its end. */
export interface Work {
  readonly isRunning: boolean;
  /** A sentence; null before the first end. */
  readonly outcome: { readonly text: string; readonly isGood: boolean } | null;
  start(work: () => Promise<{ readonly text: string; readonly isGood: boolean }>): void;
}

/** One work at a time: a second press does nothing. `failed` is shown when the work breaks. */
export function useWork(failed: string): Work {
  const [isRunning, setRunning] = useState(false);
  const [outcome, setOutcome] = useState<Work['outcome']>(null);
  return {
    isRunning,
    outcome,
    start(work) {
      if (isRunning) return;
      setRunning(true);
      void work()
        .catch(() => ({ text: failed, isGood: false }))
        .then((end) => {
          setOutcome(end);
          setRunning(false);
        });
    },
  };
}
