import { Inject, Injectable } from '@nestjs/common';
import { sha256 } from '../ground/secrets.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { countedAddress } from './counted-address.js';
import { countedTry, requireTry } from './counted-try.js';
import type { SignInTry } from './sign-in-try.js';
import { takeOfEach, TryCounts } from './try-counts.js';

const QUARTER_HOUR_MS = 15 * 60_000;
const DAY_MS = 24 * 3_600_000;
const perQuarterHour = (most: number) => new TryCounts({ most, windowMs: QUARTER_HOUR_MS });
const perDay = (most: number) => new TryCounts({ most, windowMs: DAY_MS });

/**
 * Limits wrong codes of the second step. Three of a million codes are right at a time, and a person
 * who tries codes has the password already. So strangers have 20 tries a day for an account: they
 * find a code with a chance of one in 16,000 a day. Recovery codes count alike.
 *
 * A browser that the account knows has counts of its own, so a stranger with the password cannot
 * keep the owner out there. Addresses do not count as known: the password alone must not win tries.
 *
 * The counts are in memory, so each API process counts for itself.
 */
@Injectable()
export class CodeLimits {
  private readonly byAddress = perQuarterHour(20);
  private readonly byAccount = perQuarterHour(5);
  private readonly byAccountDaily = perDay(20);
  private readonly byDevice = perQuarterHour(10);
  private readonly byDeviceDaily = perDay(50);
  private readonly startsByAccount = perQuarterHour(20);
  private readonly startsByDevice = perQuarterHour(20);
  private readonly bySignedInUser = perQuarterHour(10);
  private readonly bySignedInUserDaily = perDay(50);

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /**
   * Runs a check of a code that resolves to undefined when it is wrong. Throws
   * TooManyRequestsError when there were too many wrong ones.
   */
  trySignIn<T>({ email, address, device }: SignInTry, check: () => Promise<T | undefined>): Promise<T | undefined> {
    const account = sha256(email);
    const keys =
      device === undefined
        ? [
            { counts: this.byAddress, key: countedAddress(address) },
            { counts: this.byAccount, key: account },
            { counts: this.byAccountDaily, key: account },
          ]
        : [
            { counts: this.byDevice, key: device },
            { counts: this.byDeviceDaily, key: device },
          ];
    return countedTry(keys, this.clock(), check);
  }

  /**
   * Counts a sign-in that waits for its code, because the log notes each. Throws
   * TooManyRequestsError when there were too many.
   */
  countStart({ email, device }: SignInTry): void {
    const counted =
      device === undefined
        ? { counts: this.startsByAccount, key: sha256(email) }
        : { counts: this.startsByDevice, key: device };
    requireTry([counted], this.clock());
    takeOfEach([counted], this.clock());
  }

  /** Like `trySignIn`, for a user who is signed in and shows a code again. */
  tryAgain<T>(userId: string, check: () => Promise<T | undefined>): Promise<T | undefined> {
    const keys = [
      { counts: this.bySignedInUser, key: userId },
      { counts: this.bySignedInUserDaily, key: userId },
    ];
    return countedTry(keys, this.clock(), check);
  }
}
