import { atMost, type LocalDate, type LocalStretch, zoneClock } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { CLOCK, type Clock } from '../stores/tokens.js';

/** More than the number of time zones. */
const REMEMBERED_MOST = 1_000;
const QUARTER_HOUR_MS = 15 * 60_000;

/**
 * The present local day of users. Every report needs it, so a zone is looked up once in a quarter
 * of an hour.
 */
@Injectable()
export class LocalDays {
  private readonly stretches = new LRUCache<string, LocalStretch>(atMost(REMEMBERED_MOST));

  constructor(@Inject(CLOCK) private readonly clock: Clock) {}

  /** The local day now. Throws RangeError for an unknown zone. */
  today(timeZone: string): LocalDate {
    const now = this.clock();
    const known = this.stretches.get(timeZone);
    if (known && known.startMs <= now && now < known.endMs) return known.localDate;
    const [stretch] = zoneClock(timeZone).stretches(now, now + QUARTER_HOUR_MS);
    if (!stretch) throw new RangeError(`The clock says ${now}.`);
    this.stretches.set(timeZone, stretch);
    return stretch.localDate;
  }
}
