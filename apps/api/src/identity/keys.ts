import { keyOf, type ListedKey } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { Accounts, type MadeKey, type NewKey } from './accounts.js';
import { Credentials } from './credentials.js';

const REMEMBERED_MOST = 10_000;

/** The API keys of users. */
@Injectable()
export class Keys {
  /** For each key, the day on which this process last noted its use. */
  private readonly notedOn = new LRUCache<string, string>({ max: REMEMBERED_MOST });

  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
  ) {}

  async listOf(userId: string): Promise<readonly ListedKey[]> {
    return (await this.accounts.accountOf(userId)).keys;
  }

  make(userId: string, key: NewKey, now: number): Promise<MadeKey> {
    return this.accounts.issueKey(userId, key, now);
  }

  /** Revokes the key, in this process from now on. Throws DomainError `unknown_key`. */
  async revoke(userId: string, keyId: string, now: number): Promise<void> {
    const { secretHash } = keyOf(await this.accounts.accountOf(userId), keyId);
    // The key is revoked before it leaves the list. So a crash in between leaves a key in the list
    // that does not work.
    await this.credentials.revoke(secretHash, { now, principalId: userId });
    await this.accounts.change(userId, { type: 'RevokeApiKey', data: { keyId } }, now);
  }

  /**
   * Notes that a key was used, once a day (UTC). When that fails, the next use notes it, and the
   * request still succeeds.
   */
  async noteUse({ userId, credentialId: keyId }: { userId: string; credentialId: string }, now: number): Promise<void> {
    const date = new Date(now).toISOString().slice(0, 10);
    if (this.notedOn.get(keyId) === date) return;
    this.notedOn.set(keyId, date);
    try {
      await this.accounts.change(userId, { type: 'NoteKeyUse', data: { keyId, date } }, now);
    } catch {
      this.notedOn.delete(keyId);
    }
  }
}
