import type { RateLimiterRes } from 'rate-limiter-flexible';

/** Whole seconds until all of the windows have room again; 1 at least. */
export const secondsUntil = (full: readonly RateLimiterRes[]): number =>
  Math.max(1, Math.ceil(Math.max(...full.map(({ msBeforeNext }) => msBeforeNext)) / 1000));
