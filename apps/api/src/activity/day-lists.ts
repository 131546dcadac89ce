import { atMost, activityStream, dayListStream, daysListed, DomainError, type LocalDate } from '@app/domain';
import { appendAtEnd, type EventStore, StreamGoneError } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EVENT_STORE } from '../stores/tokens.js';
import { KeyedQueue } from './recording/keyed-queue.js';

/** The most days to remember, over all users: about 150 bytes each. */
const MOST_REMEMBERED = 100_000;

/**
 * The list of the days of each user. Exports and erasures read it, so a day is on it before its
 * first event:
 *
 *     list > account still open? > first event of the day
 *
 * Whatever appends to `activity-` streams for users calls this first.
 */
@Injectable()
export class DayLists {
  private readonly listed = new LRUCache<string, true>(atMost(MOST_REMEMBERED));
  private readonly queue = new KeyedQueue();

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /**
   * Lists days of a user. Resolves when the list is durable. Days that this process has listed
   * before cost nothing. `now` is epoch ms. Throws DomainError `unknown_account` when the account
   * was erased meanwhile.
   */
  async list(userId: string, days: readonly LocalDate[], now: number): Promise<void> {
    const isUnlisted = (day: LocalDate) => !this.listed.has(activityStream(userId, day));
    if (!days.some(isUnlisted)) return;
    await this.queue.run(userId, async () => {
      const unlisted = [...new Set(days.filter(isUnlisted))];
      if (unlisted.length === 0) return;
      const metadata = { now, principalId: userId };
      try {
        const events = daysListed(unlisted).map((event) => ({ event, metadata }));
        await appendAtEnd(this.store, dayListStream(userId), events);
      } catch (error) {
        if (error instanceof StreamGoneError) throw new DomainError('unknown_account', 'There is no such account.');
        throw error;
      }
      for (const day of unlisted) this.listed.set(activityStream(userId, day), true);
    });
  }
}
