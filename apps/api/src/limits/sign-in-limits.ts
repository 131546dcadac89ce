import { DomainError } from '@app/domain';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { sha256 } from '../ground/secrets.js';

const QUARTER_HOUR = 15 * 60;

/**
 * How often a password may be wrong, from one address and for one account. Right ones are not counted, but when the limit is
 * reached they wait too: otherwise the limit would tell which one was right.
 */
@Injectable()
export class SignInLimits {
  private readonly byAddress = new RateLimiterMemory({ points: 20, duration: QUARTER_HOUR });
  /** Wider: whoever wants to lock somebody out must ask from several addresses. */
  private readonly byAccount = new RateLimiterMemory({ points: 60, duration: QUARTER_HOUR });

  /** Throws DomainError `rate_limit_exceeded`, with Retry-After on the response, when there were too many wrong ones. */
  async check(email: string, request: Request, response: Response): Promise<void> {
    const [address, account] = await Promise.all([
      this.byAddress.get(addressOf(request)),
      this.byAccount.get(sha256(email)),
    ]);
    const isFull = (counted: RateLimiterRes | null): counted is RateLimiterRes =>
      counted !== null && counted.remainingPoints <= 0;
    const waits = [address, account].filter(isFull).map(({ msBeforeNext }) => msBeforeNext);
    if (waits.length === 0) return;
    const seconds = Math.max(1, Math.ceil(Math.max(...waits) / 1000));
    response.set('Retry-After', String(seconds));
    throw new DomainError('rate_limit_exceeded', 'Too many attempts. Try again later.');
  }

  /** Counts a wrong password. */
  async countWrong(email: string, request: Request): Promise<void> {
    const counts = [this.byAddress.consume(addressOf(request)), this.byAccount.consume(sha256(email))];
    await Promise.allSettled(counts);
  }
}

const addressOf = ({ ip }: Request): string => ip ?? '';
