import { atMost, type KeyKind, keyOf, type ListedKey } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { newSecret, sha256 } from '../ground/secrets.js';
import { Accounts } from './accounts.js';
import { Credentials } from './credentials.js';

const REMEMBERED_MOST = 10_000;

/** What the owner of a new key decides about it. */
export interface NewKey {
  readonly name: string;
  readonly kind: KeyKind;
  /** Epoch ms, exclusive. A key without it works until it is revoked. */
  readonly expiresAt?: number | undefined;
}

/** A key that was just made, with its secret. */
export interface MadeKey extends NewKey {
  readonly id: string;
  readonly key: string;
}

/** The API keys of users. The account lists them. */
@Injectable()
export class Keys {
  /** For each key, the day on which this process last noted its use. */
  private readonly notedOn = new LRUCache<string, string>(atMost(REMEMBERED_MOST));

  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
  ) {}

  async listOf(userId: string): Promise<readonly ListedKey[]> {
    return (await this.accounts.accountOf(userId)).keys;
  }

  /**
   * Makes an API key for an account. Only the answer holds the key. Throws DomainError
   * `unknown_account`, `invalid_name`, `invalid_expiry`, `limit_reached`. The key is listed before
   * it is issued. So a crash in between leaves a key in the list that does not work.
   */
  async make(userId: string, { name, kind, expiresAt }: NewKey, now: number): Promise<MadeKey> {
    const [key, keyId] = [newSecret(), newSecret()];
    const terms = { keyKind: kind, ...(expiresAt !== undefined && { expiresAt }) };
    const listing = { type: 'ListApiKey', data: { keyId, name, secretHash: sha256(key), ...terms } } as const;
    await this.accounts.change(userId, listing, now);
    await this.credentials.issue(key, { kind: 'api-key', userId, credentialId: keyId, ...terms }, now);
    return { id: keyId, name, kind, expiresAt, key };
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
