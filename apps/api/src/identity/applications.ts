import { applicationDecider, type ApplicationRegistered, clientStream, DomainError } from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { newSecret, sha256 } from '../ground/secrets.js';
import { EVENT_STORE } from '../stores/tokens.js';

/** How long a registered application is remembered. One that is not registered is never remembered. */
const REMEMBERED_MS = 10_000;
const REMEMBERED_MOST = 1_000;

/** Longer texts are no client id of ours, and name no stream. */
const CLIENT_ID = /^[0-9a-f-]{36}$/;

export interface RegistrationRequest {
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  /** An application that cannot keep a secret, such as one that runs in a browser: it has none, and must use PKCE. */
  readonly isPublic: boolean;
}

/** The applications that may ask users for access. */
@Injectable()
export class Applications {
  private readonly known = new LRUCache<string, ApplicationRegistered['data']>({
    max: REMEMBERED_MOST,
    ttl: REMEMBERED_MS,
  });

  constructor(@Inject(EVENT_STORE) private readonly store: EventStore) {}

  /** What an application was registered with; undefined when it never was, or was removed. */
  async of(clientId: string): Promise<ApplicationRegistered['data'] | undefined> {
    if (!CLIENT_ID.test(clientId)) return undefined;
    const known = this.known.get(clientId);
    if (known) return known;
    const { state } = await readState(this.store, clientStream(clientId), applicationDecider);
    if (state.status !== 'registered') return undefined;
    this.known.set(clientId, state.terms);
    return state.terms;
  }

  /** Forgets what is remembered of an application: somebody changed it. */
  forget(clientId: string): void {
    this.known.delete(clientId);
  }

  /** Registers an application; the secret is in the answer and nowhere else. Throws DomainError as the decider does. */
  async register(request: RegistrationRequest, now: number): Promise<{ clientId: string; clientSecret?: string }> {
    const { isPublic, ...terms } = request;
    const clientId = newSecret();
    const clientSecret = isPublic ? undefined : newSecret();
    const secret = clientSecret === undefined ? {} : { secretHash: sha256(clientSecret) };
    await handleCommand(this.store, clientStream(clientId), applicationDecider, {
      type: 'RegisterApplication',
      data: { clientId, ...secret, ...terms },
      metadata: { now, principalId: 'admin' },
    });
    return { clientId, ...(clientSecret !== undefined && { clientSecret }) };
  }

  /** Gives the application another secret; the one before opens nothing any more. */
  async rotateSecret(clientId: string, now: number): Promise<{ clientSecret: string }> {
    const clientSecret = newSecret();
    await this.change(clientId, {
      type: 'RotateClientSecret',
      data: { secretHash: sha256(clientSecret) },
      metadata: { now, principalId: 'admin' },
    });
    return { clientSecret };
  }

  /** Removes the application: its secret and every token that it holds open nothing any more. */
  async remove(clientId: string, now: number): Promise<void> {
    await this.change(clientId, { type: 'RemoveApplication', data: {}, metadata: { now, principalId: 'admin' } });
  }

  private async change(clientId: string, command: Parameters<typeof applicationDecider.decide>[0]): Promise<void> {
    if (!CLIENT_ID.test(clientId)) throw new DomainError('unknown_application', 'There is no such application.');
    await handleCommand(this.store, clientStream(clientId), applicationDecider, command);
    this.forget(clientId);
  }
}
