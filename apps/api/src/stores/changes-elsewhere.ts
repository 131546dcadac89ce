import { parseAccountStream, prefixesOf, STREAM_PREFIXES } from '@app/domain';
import type { EventStore, StoredEvent } from '@app/event-store';
import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import { Applications } from '../identity/applications.js';
import { EVENT_STORE } from './tokens.js';
import { Accounts } from '../identity/accounts.js';
import { Credentials } from '../identity/credentials.js';

const FOLLOWED = prefixesOf('credential', 'account', 'client');

/**
 * Forgets at once what another process changed: a key that is revoked there opens nothing here either. When it cannot follow the
 * log, what is remembered is out of date for ten seconds at most.
 */
@Injectable()
export class ChangesElsewhere implements OnApplicationBootstrap, OnApplicationShutdown {
  private readonly stopping = new AbortController();
  private following: Promise<void> | undefined;

  constructor(
    private readonly credentials: Credentials,
    private readonly accounts: Accounts,
    private readonly applications: Applications,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  onApplicationBootstrap(): void {
    this.following = this.follow().catch(() => undefined);
  }

  async onApplicationShutdown(): Promise<void> {
    this.stopping.abort();
    await this.following;
  }

  private async follow(): Promise<void> {
    const { signal } = this.stopping;
    // Nothing is remembered yet, so nothing before matters.
    const newest = await this.store.newestEvent(STREAM_PREFIXES);
    const changes = this.store.subscribe({ after: newest?.position, streamPrefixes: FOLLOWED, signal });
    for await (const event of changes) this.forget(event);
  }

  private forget({ stream }: StoredEvent): void {
    const account = parseAccountStream(stream);
    if (account) this.accounts.forget(account.userId);
    else if (stream.startsWith('client-')) this.applications.forget(stream.slice('client-'.length));
    else this.credentials.forgetStream(stream);
  }
}
