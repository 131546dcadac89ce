import { Injectable } from '@nestjs/common';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyRequestsError } from '../ground/api-error.js';
import { sha256 } from '../ground/secrets.js';
import { secondsUntil } from './seconds-until.js';

const QUARTER_HOUR = 15 * 60;

/**
 * Limits wrong passwords, from one address of a client and for one account. Right passwords are not
 * counted. At the limit a right password waits too; otherwise the limit would tell which password
 * was right.
 */
@Injectable()
export class SignInLimits {
  private readonly byAddress = new RateLimiterMemory({ points: 20, duration: QUARTER_HOUR });
  /** Wider, so an attacker needs several addresses to lock a user out. */
  private readonly byAccount = new RateLimiterMemory({ points: 60, duration: QUARTER_HOUR });

  /** Throws TooManyRequestsError when there were too many wrong passwords. */
  async check(email: string, address: string): Promise<void> {
    const counts = await Promise.all([this.byAddress.get(address), this.byAccount.get(sha256(email))]);
    const full = counts.filter(
      (counted): counted is RateLimiterRes => counted !== null && counted.remainingPoints <= 0,
    );
    if (full.length > 0) throw new TooManyRequestsError('Too many attempts. Try again later.', secondsUntil(full));
  }

  /** Counts a wrong password. */
  async countWrong(email: string, address: string): Promise<void> {
    const counts = [this.byAddress.consume(address), this.byAccount.consume(sha256(email))];
    await Promise.allSettled(counts);
  }
}
