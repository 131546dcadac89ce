import type { EventStore } from '@app/event-store';
import { LRUCache } from 'lru-cache';
import { readTimeZone } from './user-log.js';

const REMEMBERED_MOST = 20_000;

/** The time zones of accounts. Each is read once, and again after `changed`. */
export class AccountZones {
  private readonly zones = new LRUCache<string, { readonly timeZone: string | undefined }>({ max: REMEMBERED_MOST });

  constructor(private readonly store: EventStore) {}

  /** An IANA name; undefined for a user without an account. */
  async timeZoneOf(userId: string): Promise<string | undefined> {
    const known = this.zones.get(userId);
    if (known) return known.timeZone;
    const timeZone = await readTimeZone(this.store, userId);
    this.zones.set(userId, { timeZone });
    return timeZone;
  }

  /** The account has changed: it is read again before it is used. */
  changed(userId: string): void {
    this.zones.delete(userId);
  }
}
