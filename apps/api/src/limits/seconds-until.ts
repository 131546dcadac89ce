import type { RateLimiterRes } from 'rate-limiter-flexible';

/** Whole seconds until all windows have room again; at least 1. */
export const secondsUntil = (full: readonly RateLimiterRes[]): number =>
  wholeSeconds(Math.max(...full.map(({ msBeforeNext }) => msBeforeNext)));

/** A wait in whole seconds, rounded up; at least 1. */
export const wholeSeconds = (ms: number): number => Math.max(1, Math.ceil(ms / 1000));
