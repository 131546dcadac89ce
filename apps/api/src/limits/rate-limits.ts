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

/** What an account may ask, as a multiple of one credential: its other devices and tokens go on. */
const OF_AN_ACCOUNT = 5;

/**
 * Limits the requests of each credential, and of each account: more credentials give no more than
 * five times as many requests. What a person does on our own pages has a count of its own. The
 * counts are in memory, so each API process counts for itself. Every method throws
 * TooManyRequestsError.
 */
@Injectable()
export class RateLimits {
  private readonly documented: Limiter | undefined;
  private readonly ingest: Limiter | undefined;
  /** By account. Apart, so that a key which floods one of them leaves the others free. */
  private readonly asked: Limiter | undefined;
  private readonly called: Limiter | undefined;
  private readonly brought: Limiter | undefined;
  private readonly onPages: Limiter | undefined;

  constructor(@Inject(SETTINGS) { rateLimits }: Pick<ApiSettings, 'rateLimits'>) {
    const windows = [
      { keyPrefix: 'minute', points: rateLimits.perMinute, duration: 60 },
      { keyPrefix: 'hour', points: rateLimits.perHour, duration: 3_600 },
    ];
    this.documented = limiterOf(windows);
    const batches = [{ keyPrefix: 'minute', points: rateLimits.ingestPerMinute, duration: 60 }];
    this.ingest = limiterOf(batches);
    this.asked = limiterOf(windows.map(ofAccount));
    this.called = limiterOf(windows.map(ofAccount));
    this.onPages = limiterOf(windows.map(ofAccount));
    this.brought = limiterOf(batches.map(ofAccount));
  }

  /** Counts a request to the documented API, by its credential and by its account. */
  async countDocumented({ credentialId, userId }: Principal): Promise<void> {
    await count(this.documented, credentialId);
    await count(this.asked, userId);
  }

  /** Counts a request with which an agent posts activities, by its key and by its account. */
  async countIngest({ credentialId, userId }: Principal): Promise<void> {
    await count(this.ingest, credentialId);
    await count(this.brought, userId);
  }

  /**
   * Counts a request to our own contract by its account: with a key, or with a session. One with a
   * `read` key also counts for the key, because such a key may be published.
   */
  async countOwn(principal: Principal): Promise<void> {
    const { kind, userId } = principal;
    if (kind === 'api-key' && principal.keyKind === 'read') await this.countOfKey(principal);
    await count(kind === 'session' ? this.onPages : this.called, userId);
  }

  /** Counts a request for its credential alone, together with those to the documented API. */
  countOfKey({ credentialId }: Principal): Promise<void> {
    return count(this.documented, credentialId);
  }
}

interface Window {
  readonly keyPrefix: string;
  /** How many requests it has room for; 0 is no limit. */
  readonly points: number;
  /** Seconds. */
  readonly duration: number;
}

const ofAccount = (window: Window): Window => ({ ...window, points: window.points * OF_AN_ACCOUNT });

function limiterOf(windows: readonly Window[]): Limiter | undefined {
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
