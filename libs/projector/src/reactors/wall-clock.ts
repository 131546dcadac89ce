/** A clock that shows the time of day, and can wait. */
export interface WallClock {
  /** Epoch ms. */
  nowMs(): number;
  /** Resolves after so many ms, or when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export const WALL_CLOCK: WallClock = {
  nowMs: () => Date.now(),
  // A plain timer: to abort one that is a promise makes an error with a stack for each event.
  wait: (ms, signal) =>
    new Promise((resolve) => {
      if (signal.aborted) return resolve();
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', end);
        resolve();
      };
      const timer = setTimeout(end, Math.max(0, ms));
      signal.addEventListener('abort', end);
    }),
};
