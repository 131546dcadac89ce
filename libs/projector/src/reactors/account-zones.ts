import type { EventStore, StoredEvent } from '@app/event-store';
import { atMost } from '@app/domain';
import { LRUCache } from 'lru-cache';
import { readTimeZone } from './user-log.js';

const REMEMBERED_MOST = 20_000;
const MOVES: ReadonlySet<string> = new Set(['AccountOpened', 'TimeZoneChanged']);

/** The time zones of accounts. Each is read once, and again after `changed`. */
export class AccountZones {
  /** By user. A reading that is no longer here began before the account changed. */
  private readonly readings = new LRUCache<string, Promise<string | undefined>>(atMost(REMEMBERED_MOST));

  constructor(private readonly store: EventStore) {}

  /**
   * An IANA name; undefined for a user without an account. Never the zone from before a change that
   * was told by `changed`, also when the change comes while the account is being read.
   */
  async timeZoneOf(userId: string): Promise<string | undefined> {
    for (;;) {
      const reading = this.readings.get(userId) ?? this.read(userId);
      const timeZone = await reading;
      if (this.readings.peek(userId) === reading) return timeZone;
    }
  }

  /** The account has changed: it is read again before it is used. */
  changed(userId: string): void {
    this.readings.delete(userId);
  }

  private read(userId: string): Promise<string | undefined> {
    const reading = readTimeZone(this.store, userId);
    this.readings.set(userId, reading);
    reading.catch(() => {
      if (this.readings.peek(userId) === reading) this.readings.delete(userId);
    });
    return reading;
  }
}

/**
 * Whether an event of an account may move a user to another time zone. The first event opens the
 * account: nothing can be planned for its user before.
 */
export const isMove = ({ type, revision }: Pick<StoredEvent, 'type' | 'revision'>): boolean =>
  revision > 0n && MOVES.has(type);
