import {
  type CommandMetadata,
  credentialDecider,
  type CredentialIssued,
  credentialStream,
  revocationDecider,
} from '@app/domain';
import { type EventStore, handleCommand, readState, StreamGoneError } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { LogChanges } from '../stores/log-changes.js';
import { StreamCache } from '../stores/stream-cache.js';
import { EVENT_STORE } from '../stores/tokens.js';
import type { Principal } from '../ground/principal.js';
import { isSecret, sha256 } from '../ground/secrets.js';

const REMEMBERED_MOST = 10_000;

/**
 * Finds the principal of a secret. The hash of the secret names one stream, which is remembered for
 * seconds.
 */
@Injectable()
export class Credentials {
  private readonly principals: StreamCache<Principal>;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    changes: LogChanges,
  ) {
    this.principals = new StreamCache(changes, { category: 'credential', max: REMEMBERED_MOST });
  }

  /**
   * The principal of a secret. Undefined when the secret is unknown or revoked, or gives no access
   * by itself.
   */
  async principalOf(secret: string): Promise<Principal | undefined> {
    if (!isSecret(secret)) return undefined;
    const stream = credentialStream(sha256(secret));
    return this.principals.read(stream, async () => {
      const { state } = await readState(this.store, stream, credentialDecider);
      if (state.status !== 'valid' || state.credential.kind === 'authorization-code') return undefined;
      return state.credential;
    });
  }

  /**
   * Makes a secret valid. Throws DomainError `credential_exists` when it was issued or revoked
   * before.
   */
  async issue(secret: string, data: CredentialIssued['data'], now: number): Promise<void> {
    const issue = { type: 'IssueCredential', data, metadata: { now, principalId: data.userId } } as const;
    await handleCommand(this.store, credentialStream(sha256(secret)), credentialDecider, issue);
  }

  /** Revokes a secret by its hash, in this process from now on. False when it was not valid. */
  async revoke(secretHash: string, { now, principalId }: CommandMetadata): Promise<boolean> {
    const stream = credentialStream(secretHash);
    const revoke = { type: 'RevokeCredential', data: {}, metadata: { now, principalId } } as const;
    const { events } = await handleCommand(this.store, stream, credentialDecider, revoke);
    this.principals.forget(stream);
    return events.length > 0;
  }

  /**
   * Ends a secret by its hash and removes its stream, in this process from now on. The secret is
   * never issued afterwards. Harmless when it was never issued, and when repeated.
   */
  async remove(secretHash: string, { now, principalId }: CommandMetadata): Promise<void> {
    const stream = credentialStream(secretHash);
    const revoke = { type: 'RevokeCredential', data: {}, metadata: { now, principalId } } as const;
    try {
      await handleCommand(this.store, stream, revocationDecider, revoke, { despiteNewer: true });
    } catch (error) {
      if (!(error instanceof StreamGoneError)) throw error;
    }
    await this.store.removeForEver(stream);
    this.principals.forget(stream);
  }
}
