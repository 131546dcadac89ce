import {
  type ApplicationRegistered,
  DIRECTORY_STREAM,
  DomainError,
  type OpenedAccount,
  parseAccountStream,
  readDirectoryEvent,
  readOrPassOver,
} from '@app/domain';
import { type EventStore, EventStoreUnavailableError, type ExpectedRevision, revisionAfter } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { Accounts } from '../identity/accounts.js';
import { Applications } from '../identity/applications.js';
import { LogChanges } from '../stores/log-changes.js';
import { EVENT_STORE } from '../stores/tokens.js';

const READS_AT_ONCE = 32;

export interface UserSearch {
  /** A part of the e-mail address, in any case. Undefined: every account. */
  readonly email?: string | undefined;
  /** The id of an account: the answer begins behind it. */
  readonly after?: string | undefined;
  readonly limit: number;
}

/** One page of accounts. `next` is the id to go on after; undefined on the last page. */
export interface UserPage {
  readonly users: readonly OpenedAccount[];
  readonly next: string | undefined;
}

/**
 * The accounts and applications of the server, oldest first. Reads the stream that lists them, and
 * the streams of those that it shows. It remembers addresses until the account changes, so a search
 * reads each account once.
 */
@Injectable()
export class Directory {
  private readonly userIds: string[] = [];
  private readonly clientIds: string[] = [];
  /** By user id. Null for an account that is closed, or that this version cannot read. */
  private readonly emails = new Map<string, string | null>();
  /** Counts the changes of accounts: what was read before one may be out of date. */
  private changed = 0;
  private end: ExpectedRevision = 'no_stream';
  private reading: Promise<void> | undefined;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    private readonly accounts: Accounts,
    private readonly registered: Applications,
    changes: LogChanges,
  ) {
    changes.register({
      category: 'account',
      streamChanged: (stream) => this.forget(parseAccountStream(stream)?.userId),
      changesMissed: () => this.forget(),
    });
  }

  /**
   * A page of the open accounts, in the order in which they were opened. An account that a newer
   * version wrote to is left out: nothing is known of it. Throws DomainError `unknown_account` for
   * an unknown `after`.
   */
  async users({ email = '', after, limit }: UserSearch): Promise<UserPage> {
    await this.readOn();
    const begin = after === undefined ? 0 : this.userIds.indexOf(after) + 1;
    if (after !== undefined && begin === 0) throw new DomainError('unknown_account', 'There is no such account.');
    const part = email.trim().toLowerCase();
    const found: OpenedAccount[] = [];
    for (let n = begin; n < this.userIds.length && found.length <= limit; n += READS_AT_ONCE) {
      const some = this.userIds.slice(n, n + READS_AT_ONCE);
      const accounts = await Promise.all(some.map((userId) => this.accountWith(userId, part)));
      found.push(...accounts.filter((account) => account !== undefined));
    }
    const users = found.slice(0, limit);
    return { users, next: found.length > limit ? users.at(-1)?.userId : undefined };
  }

  /** Forgets the address of one account, or of all. */
  private forget(userId?: string): void {
    this.changed += 1;
    if (userId === undefined) this.emails.clear();
    else this.emails.delete(userId);
  }

  /** The applications that are registered now, oldest first. */
  async applications(): Promise<readonly ApplicationRegistered['data'][]> {
    await this.readOn();
    const found: ApplicationRegistered['data'][] = [];
    for (const clientId of [...this.clientIds]) {
      const application = await this.registered.registrationOf(clientId);
      if (application) found.push(application);
    }
    return found;
  }

  private async accountWith(userId: string, part: string): Promise<OpenedAccount | undefined> {
    const known = this.emails.get(userId);
    if (known === null || (known !== undefined && !known.includes(part))) return undefined;
    const { changed } = this;
    const account = await this.openAccount(userId);
    if (changed === this.changed) this.emails.set(userId, account?.email ?? null);
    return account?.email.includes(part) ? account : undefined;
  }

  private async openAccount(userId: string): Promise<OpenedAccount | undefined> {
    try {
      return await this.accounts.accountOf(userId);
    } catch (error) {
      if (error instanceof EventStoreUnavailableError) throw error;
      return undefined;
    }
  }

  /** Reads what was listed since the last call. Calls at once share one reading. */
  private readOn(): Promise<void> {
    return (this.reading ??= this.readNew().finally(() => (this.reading = undefined)));
  }

  private async readNew(): Promise<void> {
    for await (const stored of this.store.read(DIRECTORY_STREAM, revisionAfter(this.end))) {
      const entry = readOrPassOver(readDirectoryEvent, stored);
      if (entry?.type === 'AccountListed') this.userIds.push(entry.data.userId);
      if (entry?.type === 'ApplicationListed') this.clientIds.push(entry.data.clientId);
      this.end = stored.revision;
    }
  }
}
