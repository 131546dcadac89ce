import type { RateLimiterRes } from 'rate-limiter-flexible';

/** Whole seconds until all windows have room again; at least 1. */
export const secondsUntil = (full: readonly RateLimiterRes[]): number =>
  Math.max(1, Math.ceil(Math.max(...full.map(({ msBeforeNext }) => msBeforeNext)) / 1000));
