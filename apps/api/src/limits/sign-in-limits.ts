import { Inject, Injectable } from '@nestjs/common';
import { isRefusal, TooManyRequestsError } from '../ground/api-error.js';
import { sha256 } from '../ground/secrets.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { countedAddress } from './counted-address.js';
import { wholeSeconds } from './seconds-until.js';
import { type CountedKey, longestWaitMs, takeOfEach, TryCounts } from './try-counts.js';

const QUARTER_HOUR_MS = 15 * 60_000;
const twenty = () => new TryCounts({ most: 20, windowMs: QUARTER_HOUR_MS });

/** A person who signs in: the normalised e-mail address, and the address of the client. */
export interface SignInTry {
  readonly email: string;
  readonly address: string;
}

/**
 * Limits wrong passwords, and how often one address may sign up.
 *
 * A try is taken before the password is looked at, and given back when the password is right. So
 * tries that run at the same time cannot be more than the limit. At the limit a right password
 * waits too; otherwise the limit would tell which password was right.
 *
 * The counts are in memory, so each API process counts for itself.
 */
@Injectable()
export class SignInLimits {
  private readonly byAddress = twenty();
  /** Wider, so an attacker needs several addresses to lock a user out. */
  private readonly byAccount = new TryCounts({ most: 60, windowMs: QUARTER_HOUR_MS });
  private readonly bySignedInUser = twenty();
  private readonly signUpsByAddress = twenty();

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /**
   * Runs a check of a password, which resolves to undefined when the password is wrong. A check
   * that fails counts as not run. Throws TooManyRequestsError when there were too many wrong ones.
   */
  trySignIn<T>({ email, address }: SignInTry, check: () => Promise<T | undefined>): Promise<T | undefined> {
    const keys = [
      { counts: this.byAddress, key: countedAddress(address) },
      { counts: this.byAccount, key: sha256(email) },
    ];
    return this.counted(keys, check);
  }

  /**
   * The same for a user who is signed in and shows their password again. It has a count of its own,
   * so guesses of strangers do not stop the user.
   */
  tryAgain<T>(userId: string, check: () => Promise<T | undefined>): Promise<T | undefined> {
    return this.counted([{ counts: this.bySignedInUser, key: userId }], check);
  }

  /**
   * Runs the opening of an account. It counts when an account was opened and when the address had
   * one already. So the count does not tell which. Any other refusal is about the form, and does
   * not count.
   */
  async trySignUp(address: string, open: () => Promise<unknown>): Promise<void> {
    await this.counted([{ counts: this.signUpsByAddress, key: countedAddress(address) }], async () => {
      try {
        await open();
      } catch (error) {
        if (!isRefusal(error) || error.code !== 'email_taken') throw error;
      }
      return undefined;
    });
  }

  private async counted<T>(keys: readonly CountedKey[], check: () => Promise<T | undefined>): Promise<T | undefined> {
    const now = this.clock();
    const waitMs = longestWaitMs(keys, now);
    if (waitMs > 0) throw new TooManyRequestsError('Too many attempts. Try again later.', wholeSeconds(waitMs));
    const giveBack = takeOfEach(keys, now);
    try {
      const checked = await check();
      if (checked !== undefined) giveBack();
      return checked;
    } catch (error) {
      giveBack();
      throw error;
    }
  }
}
