import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import { TooManyRequestsError } from '../ground/api-error.js';
import { SETTINGS } from '../ground/settings.module.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { countedAddress } from './counted-address.js';
import { wholeSeconds } from './seconds-until.js';
import { type CountedKey, longestWaitMs, takeOfEach, TryCounts } from './try-counts.js';

/**
 * Counts requests that were refused because their key, token, code or application secret is wrong,
 * by the address of the client. This limits how many secrets one address can guess. The counts are
 * in memory, so each API process counts for itself.
 *
 * Callers look a secret up first, and count only when it is wrong. So a right one always passes,
 * also from an address at its limit.
 */
@Injectable()
export class Refusals {
  private readonly windows: readonly TryCounts[];

  constructor(
    @Inject(SETTINGS) { rateLimits: { perMinute, perHour } }: Pick<ApiSettings, 'rateLimits'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {
    this.windows = [
      { most: perMinute, windowMs: 60_000 },
      { most: perHour, windowMs: 3_600_000 },
    ]
      .filter(({ most }) => most > 0)
      .map((rule) => new TryCounts(rule));
  }

  /**
   * Counts a refusal. `address` is the client's. Throws TooManyRequestsError, in the place of the
   * refusal, when the address is at its limit.
   */
  count(address: string | undefined): void {
    this.requireRoom(address);
    takeOfEach(this.keysOf(address), this.clock());
  }

  /** Throws TooManyRequestsError when the address is at its limit. Counts nothing. */
  requireRoom(address: string | undefined): void {
    const waitMs = longestWaitMs(this.keysOf(address), this.clock());
    if (waitMs === 0) return;
    const seconds = wholeSeconds(waitMs);
    throw new TooManyRequestsError(`Too many requests. Try again in ${seconds} seconds.`, seconds);
  }

  private keysOf(address: string | undefined): readonly CountedKey[] {
    const key = countedAddress(address);
    return this.windows.map((counts) => ({ counts, key }));
  }
}
