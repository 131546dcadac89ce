import { atMost } from '@app/domain';
import { LRUCache } from 'lru-cache';

/** For so long after a sign-in, the address of the client is a known one of the account. */
const KNOWN_MS = 30 * 24 * 3_600_000;
const MOST_ACCOUNTS = 5_000;
const MOST_OF_AN_ACCOUNT = 10;

/**
 * The addresses from which each account was signed in to. It remembers ten of an account, the
 * newest, so a user with many addresses pushes out no one else's. Beyond 5,000 accounts, the one
 * that was unused longest goes.
 */
export class KnownAddresses {
  /** For each account, the time of the last sign-in (epoch ms) by address, oldest first. */
  private readonly signedInAt = new LRUCache<string, Map<string, number>>(atMost(MOST_ACCOUNTS));

  /** Whether the account was signed in to from the address in the last 30 days. */
  has(account: string, address: string, now: number): boolean {
    const at = this.signedInAt.get(account)?.get(address);
    return at !== undefined && now - at < KNOWN_MS;
  }

  /** Notes a sign-in. */
  add(account: string, address: string, now: number): void {
    const addresses = this.signedInAt.get(account) ?? new Map<string, number>();
    addresses.delete(address);
    addresses.set(address, now);
    const [oldest] = addresses.keys();
    if (addresses.size > MOST_OF_AN_ACCOUNT && oldest !== undefined) addresses.delete(oldest);
    this.signedInAt.set(account, addresses);
  }
}
