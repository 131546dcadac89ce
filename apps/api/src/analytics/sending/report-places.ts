import { Injectable } from '@nestjs/common';

/** A report holds the rows of one piece, also while its client does not read. */
const REPORTS_AT_ONCE = 4;

/**
 * Limits how many reports of one account are made at the same time, so an account can hold little
 * memory. Others of the account wait. They are not refused.
 */
@Injectable()
export class ReportPlaces {
  private readonly taken = new Map<string, { count: number; readonly waiting: (() => void)[] }>();

  /** Waits for a place. The result gives it back. */
  async take(userId: string): Promise<() => void> {
    const places = this.taken.get(userId) ?? { count: 0, waiting: [] };
    this.taken.set(userId, places);
    // A place that is given back goes straight to the first that waits.
    if (places.count === REPORTS_AT_ONCE) await new Promise<void>((resolve) => places.waiting.push(resolve));
    else places.count += 1;
    let isTaken = true;
    return () => {
      if (!isTaken) return;
      isTaken = false;
      const next = places.waiting.shift();
      if (next) return next();
      places.count -= 1;
      if (places.count === 0) this.taken.delete(userId);
    };
  }
}
