import { applicationDecider, type ApplicationRegistered, clientStream, DomainError } from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { newSecret, sha256 } from '../ground/secrets.js';
import { LogChanges } from '../stores/log-changes.js';
import { StreamCache } from '../stores/stream-cache.js';
import { EVENT_STORE } from '../stores/tokens.js';

const REMEMBERED_MOST = 1_000;

/** A text of another form is not one of our client ids, and names no stream. */
const CLIENT_ID = /^[0-9a-f-]{36}$/;

export interface RegistrationRequest {
  readonly name: string;
  readonly redirectUris: readonly string[];
  readonly scopes: readonly string[];
  /**
   * True for an application that cannot keep a secret, such as one that runs in a browser. It has
   * no secret, and must use PKCE.
   */
  readonly isPublic: boolean;
}

/** The applications that may ask users for access. */
@Injectable()
export class Applications {
  private readonly known: StreamCache<ApplicationRegistered['data']>;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    changes: LogChanges,
  ) {
    this.known = new StreamCache(changes, { category: 'client', max: REMEMBERED_MOST });
  }

  /**
   * The registration of an application. Undefined when there never was one, or when it was removed.
   */
  async registrationOf(clientId: string): Promise<ApplicationRegistered['data'] | undefined> {
    if (!CLIENT_ID.test(clientId)) return undefined;
    const stream = clientStream(clientId);
    return this.known.read(stream, async () => {
      const { state } = await readState(this.store, stream, applicationDecider);
      return state.status === 'registered' ? state.terms : undefined;
    });
  }

  /**
   * Registers an application. Only the answer holds the secret. Throws DomainError as the decider
   * does.
   */
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

  /** Gives the application a new secret. The old one stops working. */
  async rotateSecret(clientId: string, now: number): Promise<{ clientSecret: string }> {
    const clientSecret = newSecret();
    await this.change(clientId, {
      type: 'RotateClientSecret',
      data: { secretHash: sha256(clientSecret) },
      metadata: { now, principalId: 'admin' },
    });
    return { clientSecret };
  }

  /** Removes the application. Its secret and all of its tokens stop working. */
  async remove(clientId: string, now: number): Promise<void> {
    await this.change(clientId, { type: 'RemoveApplication', data: {}, metadata: { now, principalId: 'admin' } });
  }

  private async change(clientId: string, command: Parameters<typeof applicationDecider.decide>[0]): Promise<void> {
    if (!CLIENT_ID.test(clientId)) throw new DomainError('unknown_application', 'There is no such application.');
    await handleCommand(this.store, clientStream(clientId), applicationDecider, command);
    this.known.forget(clientStream(clientId));
  }
}
