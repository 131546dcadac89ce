import { DomainError } from '@app/domain';
import type { RateLimitSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RateLimiterMemory, RateLimiterRes, RateLimiterUnion } from 'rate-limiter-flexible';
import { RATE_LIMITS } from '../stores/tokens.js';
import type { Principal } from '../ground/principal.js';

/** Counts by key, and rejects with the limiter's answer when there were too many. */
interface Limiter {
  consume(key: string): Promise<unknown>;
}

/** How often credentials ask, and addresses that show wrong ones. Counted in memory: each API process counts for itself. */
@Injectable()
export class RateLimits {
  private readonly documented: Limiter | undefined;
  private readonly refused: Limiter | undefined;
  private readonly ingest: Limiter | undefined;

  constructor(@Inject(RATE_LIMITS) { perMinute, perHour, ingestPerMinute }: RateLimitSettings) {
    const windows = [
      { keyPrefix: 'minute', points: perMinute, duration: 60 },
      { keyPrefix: 'hour', points: perHour, duration: 3_600 },
    ];
    this.documented = limiterOf(windows);
    this.refused = limiterOf(windows);
    this.ingest = limiterOf([{ keyPrefix: 'minute', points: ingestPerMinute, duration: 60 }]);
  }

  /** Throws DomainError `rate_limit_exceeded`, with Retry-After on the response, when the credential asked too often. */
  countDocumented({ credentialId }: Principal, response: Response): Promise<void> {
    return count(this.documented, credentialId, response);
  }

  /** The same for agents. */
  countIngest({ credentialId }: Principal, response: Response): Promise<void> {
    return count(this.ingest, credentialId, response);
  }

  /** The same for the address of a request that showed no valid credential: so nobody can go on guessing. */
  countRefused({ ip }: Request, response: Response): Promise<void> {
    return count(this.refused, ip ?? '', response);
  }
}

function limiterOf(windows: readonly { keyPrefix: string; points: number; duration: number }[]): Limiter | undefined {
  const limiters = windows.filter(({ points }) => points > 0).map((window) => new RateLimiterMemory(window));
  return limiters.length > 0 ? new RateLimiterUnion(...limiters) : undefined;
}

async function count(limiter: Limiter | undefined, key: string, response: Response): Promise<void> {
  try {
    await limiter?.consume(key);
  } catch (refusal) {
    // The union rejects with an answer for each window that is full.
    const waits = Object.values(refusal as object).flatMap((full: unknown) =>
      full instanceof RateLimiterRes ? [full.msBeforeNext] : [],
    );
    if (waits.length === 0) throw refusal;
    const seconds = Math.max(1, Math.ceil(Math.max(...waits) / 1000));
    response.set('Retry-After', String(seconds));
    throw new DomainError('rate_limit_exceeded', `Too many requests. Ask again in ${seconds} seconds.`);
  }
}
