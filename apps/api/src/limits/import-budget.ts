import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import { TooManyRequestsError } from '../ground/api-error.js';
import { SETTINGS } from '../ground/settings.module.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { AtOnce } from './at-once/at-once.js';
import { wholeSeconds } from './seconds-until.js';
import { type RunStretch, Stretches } from './stretches.js';
import { longestWaitMs, TryCounts } from './try-counts.js';

/** An import reads and writes whole days. */
const MOST_IMPORTS = 2;
const MEGABYTE = 1_000_000;
const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * Limits what an account may import: calls in a minute, bytes in a day, and two calls at once. It
 * counts by the account into which the time comes, for its owner and for the administrator.
 *
 * A call takes its bytes before the work. It gets them back when it fails and when all of it was
 * there already, so that a file may be sent again. The counts are in memory, so each API process
 * counts for itself.
 */
@Injectable()
export class ImportBudget {
  private readonly running = new AtOnce(MOST_IMPORTS, 'imports of this account');
  private readonly calls: TryCounts | undefined;
  private readonly bytes: TryCounts | undefined;

  constructor(
    @Inject(SETTINGS) { imports: { perMinute, megabytesPerDay } }: Pick<ApiSettings, 'imports'>,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly stretches: Stretches,
  ) {
    this.calls = perMinute > 0 ? new TryCounts({ most: perMinute, windowMs: MINUTE_MS }) : undefined;
    this.bytes =
      megabytesPerDay > 0 ? new TryCounts({ most: megabytesPerDay * MEGABYTE, windowMs: DAY_MS }) : undefined;
  }

  /**
   * Runs an import of so many bytes, with turns for its work. Throws TooManyRequestsError when the
   * account has used up a budget, or when two of its imports run.
   */
  async run<T extends { readonly imported: number; readonly grown: number }>(
    userId: string,
    bytes: number,
    take: (stretch: RunStretch) => Promise<T>,
  ): Promise<T> {
    this.requireRoom(userId);
    this.calls?.take(userId, this.clock());
    const giveBack = this.bytes?.take(userId, this.clock(), bytes);
    let done: T | undefined;
    try {
      return (done = await this.running.run(userId, () => take((work) => this.stretches.run(userId, work))));
    } finally {
      if (!done || done.imported + done.grown === 0) giveBack?.();
    }
  }

  private requireRoom(userId: string): void {
    const counts = [this.calls, this.bytes].filter((one) => one !== undefined);
    const waitMs = longestWaitMs(
      counts.map((one) => ({ counts: one, key: userId })),
      this.clock(),
    );
    if (waitMs === 0) return;
    const seconds = wholeSeconds(waitMs);
    throw new TooManyRequestsError(
      `The account has imported as much as it may for now. Try again in ${seconds} seconds.`,
      seconds,
    );
  }
}
