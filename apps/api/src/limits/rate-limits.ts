import { Inject, Injectable } from '@nestjs/common';
import { RateLimiterMemory, RateLimiterRes, RateLimiterUnion } from 'rate-limiter-flexible';
import { TooManyRequestsError } from '../ground/api-error.js';
import type { Principal } from '../ground/principal.js';
import { SETTINGS } from '../ground/settings.module.js';
import type { ApiSettings } from '@app/settings';
import { secondsUntil } from './seconds-until.js';

/** Counts by key. Rejects with the limiter's answer when a window is full. */
interface Limiter {
  consume(key: string): Promise<unknown>;
}

/**
 * Limits the requests of each credential. The counts are in memory, so each API process counts for
 * itself. Every method throws TooManyRequestsError.
 */
@Injectable()
export class RateLimits {
  private readonly documented: Limiter | undefined;
  private readonly ingest: Limiter | undefined;

  constructor(@Inject(SETTINGS) { rateLimits }: Pick<ApiSettings, 'rateLimits'>) {
    const windows = [
      { keyPrefix: 'minute', points: rateLimits.perMinute, duration: 60 },
      { keyPrefix: 'hour', points: rateLimits.perHour, duration: 3_600 },
    ];
    this.documented = limiterOf(windows);
    this.ingest = limiterOf([{ keyPrefix: 'minute', points: rateLimits.ingestPerMinute, duration: 60 }]);
  }

  /** Counts a request to the documented API. */
  countDocumented({ credentialId }: Principal): Promise<void> {
    return count(this.documented, credentialId);
  }

  /** Counts a request with which an agent posts activities. */
  countIngest({ credentialId }: Principal): Promise<void> {
    return count(this.ingest, credentialId);
  }
}

function limiterOf(windows: readonly { keyPrefix: string; points: number; duration: number }[]): Limiter | undefined {
  const limiters = windows.filter(({ points }) => points > 0).map((window) => new RateLimiterMemory(window));
  return limiters.length > 0 ? new RateLimiterUnion(...limiters) : undefined;
}

async function count(limiter: Limiter | undefined, key: string): Promise<void> {
  try {
    await limiter?.consume(key);
  } catch (refusal) {
    // The union rejects with one answer for each full window.
    const full = Object.values(refusal as object).filter((window) => window instanceof RateLimiterRes);
    if (full.length === 0) throw refusal;
    const seconds = secondsUntil(full);
    throw new TooManyRequestsError(`Too many requests. Try again in ${seconds} seconds.`, seconds);
  }
}
