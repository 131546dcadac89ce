import { type CommandMetadata, credentialDecider, type CredentialIssued, credentialStream } from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { EVENT_STORE } from '../stores/tokens.js';
import type { Principal } from '../ground/principal.js';
import { isSecret, sha256 } from '../ground/secrets.js';

/** How long a valid credential is remembered. What is not valid is never remembered. */
const REMEMBERED_MS = 10_000;
const REMEMBERED_MOST = 10_000;

/** Whose a secret is, by the one stream that its hash names; remembered for seconds. */
@Injectable()
export class Credentials {
  private readonly principals = new LRUCache<string, Principal>({ max: REMEMBERED_MOST, ttl: REMEMBERED_MS });
  /** Counts what was forgotten: what was read before that may be out of date. */
  private forgotten = 0;

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** Whose the secret is and what it opens; undefined when it is unknown or revoked, or opens nothing by itself. */
  async principalOf(secret: string): Promise<Principal | undefined> {
    if (!isSecret(secret)) return undefined;
    const stream = credentialStream(sha256(secret));
    const known = this.principals.get(stream);
    if (known) return known;
    const { forgotten } = this;
    const { state } = await readState(this.store, stream, credentialDecider);
    if (state.status !== 'valid' || state.credential.kind === 'authorization-code') return undefined;
    if (forgotten === this.forgotten) this.principals.set(stream, state.credential);
    return state.credential;
  }

  /** Makes a secret open something. Throws DomainError `credential_exists` when it was issued or revoked before. */
  async issue(secret: string, data: CredentialIssued['data'], now: number): Promise<void> {
    const issue = { type: 'IssueCredential', data, metadata: { now, principalId: data.userId } } as const;
    await handleCommand(this.store, credentialStream(sha256(secret)), credentialDecider, issue);
  }

  /** Makes a secret, by its hash, open nothing any more; in this process from now on. False when it did not anyway. */
  async revoke(secretHash: string, { now, principalId }: CommandMetadata): Promise<boolean> {
    const stream = credentialStream(secretHash);
    const revoke = { type: 'RevokeCredential', data: {}, metadata: { now, principalId } } as const;
    const { events } = await handleCommand(this.store, stream, credentialDecider, revoke);
    this.forgetStream(stream);
    return events.length > 0;
  }

  /** Forgets whose a secret is, by its stream: somebody wrote in it. */
  forgetStream(stream: string): void {
    this.forgotten += 1;
    this.principals.delete(stream);
  }

  /** Forgets everything of a user, who is gone. */
  forgetUser(userId: string): void {
    this.forgotten += 1;
    for (const [stream, principal] of this.principals.entries()) {
      if (principal.userId === userId) this.principals.delete(stream);
    }
  }
}
