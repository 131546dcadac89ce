import {
  type Account,
  accountDecider,
  type ApiKeyListed,
  accountStream,
  credentialDecider,
  credentialStream,
  DomainError,
  loginDecider,
  loginStream,
  normaliseEmail,
  type Plan,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EVENT_STORE } from '../tokens.js';
import type { Principal } from './principal.js';
import { newSecret, sha256 } from './secrets.js';

type OpenAccount = Extract<Account, { status: 'open' }>;

/** How long a valid key or an account is remembered. What is not valid is never remembered. */
const REMEMBERED_MS = 10_000;
const REMEMBERED_MOST = 10_000;

/** Accounts and their keys: small streams, folded on demand, remembered for seconds. */
@Injectable()
export class Accounts {
  private readonly principals = new LRUCache<string, Principal>({ max: REMEMBERED_MOST, ttl: REMEMBERED_MS });
  private readonly accounts = new LRUCache<string, OpenAccount>({ max: REMEMBERED_MOST, ttl: REMEMBERED_MS });

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** Whose the secret is and what it opens; undefined when it is unknown or revoked. */
  async principalOf(secret: string): Promise<Principal | undefined> {
    const stream = credentialStream(sha256(secret));
    const known = this.principals.get(stream);
    if (known) return known;
    const { state } = await readState(this.store, stream, credentialDecider);
    if (state.status !== 'valid') return undefined;
    this.principals.set(stream, state.credential);
    return state.credential;
  }

  /** The account of a user. Throws DomainError `unknown_account`. */
  async accountOf(userId: string): Promise<OpenAccount> {
    const known = this.accounts.get(userId);
    if (known) return known;
    const { state } = await readState(this.store, accountStream(userId), accountDecider);
    if (state.status !== 'open') throw new DomainError('unknown_account', 'There is no such account.');
    this.accounts.set(userId, state);
    return state;
  }

  /**
   * Opens an account for an address that nobody has. Throws DomainError `invalid_email`, `unknown_time_zone`, `email_taken`.
   *
   * The address is registered first, so that two requests cannot both win; when a crash leaves it registered without
   * an account, the next request for the same address opens it.
   */
  async open(
    request: { email: string; timeZone: string; plan: Plan },
    now: number,
  ): Promise<{ id: string; email: string }> {
    const email = normaliseEmail(request.email);
    if (email === undefined) throw new DomainError('invalid_email', 'email is an e-mail address.');
    const metadata = { now, principalId: 'admin' };
    const { timeZone, plan } = request;
    // Decided before anything is appended: a refused account leaves no registered address behind.
    const tentative = { type: 'OpenAccount', data: { userId: newSecret(), email, timeZone, plan }, metadata } as const;
    accountDecider.decide(tentative, accountDecider.initialState);

    const stream = loginStream(sha256(email));
    const register = { type: 'RegisterLogin', data: { userId: tentative.data.userId }, metadata } as const;
    const { state: login } = await handleCommand(this.store, stream, loginDecider, register);
    const userId = login.userId as string;
    const command = { ...tentative, data: { ...tentative.data, userId } };
    const { events } = await handleCommand(this.store, accountStream(userId), accountDecider, command);
    if (events.length === 0) throw new DomainError('email_taken', 'This e-mail address has an account already.');
    return { id: userId, email };
  }

  /**
   * Makes an API key for an account; the key is in the answer and nowhere else. Throws DomainError `unknown_account`,
   * `invalid_name`. Listed before it is issued: a crash in between leaves a key in the list that opens nothing.
   */
  async issueKey(userId: string, name: string, now: number): Promise<{ id: string; name: string; key: string }> {
    const key = newSecret();
    const secretHash = sha256(key);
    const keyId = newSecret();
    const metadata = { now, principalId: 'admin' };
    const list = { type: 'ListApiKey', data: { keyId, name, secretHash }, metadata } as const;
    await handleCommand(this.store, accountStream(userId), accountDecider, list);
    const issue = {
      type: 'IssueCredential',
      data: { kind: 'api-key', userId, credentialId: keyId },
      metadata,
    } as const;
    await handleCommand(this.store, credentialStream(secretHash), credentialDecider, issue);
    return { id: keyId, name, key };
  }

  /** Revokes every API key that the account lists, at once in this process. */
  async revokeKeys(userId: string, now: number): Promise<void> {
    const metadata = { now, principalId: userId };
    for await (const { type, data } of this.store.read(accountStream(userId))) {
      if (type !== 'ApiKeyListed') continue;
      const stream = credentialStream((data as ApiKeyListed['data']).secretHash);
      await handleCommand(this.store, stream, credentialDecider, { type: 'RevokeCredential', data: {}, metadata });
    }
    for (const [stream, principal] of this.principals.entries()) {
      if (principal.userId === userId) this.principals.delete(stream);
    }
    this.accounts.delete(userId);
  }
}
