import {
  type Link,
  type LinkCarrier,
  linkDecider,
  type LinkPurpose,
  linkStream,
  type OpenedAccount,
  shownLink,
  unknownLink,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { isSecret, newSecret, sha256 } from '../ground/secrets.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';
import { appendRestated } from '../stores/append-restated.js';
import { Accounts } from './accounts.js';

/** A link that was shown and can be used, and its account. */
export interface ShownText {
  readonly account: OpenedAccount;
  readonly link: Link;
}

/**
 * Links that work once. The text of a link is the id of its account and a random secret of 122
 * bits, with a dot between them. Only the hash of the secret is stored.
 */
@Injectable()
export class OneTimeLinks {
  constructor(
    private readonly accounts: Accounts,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Makes a link, and resolves to its text. Earlier links of the account for this purpose end. */
  async make(
    { userId, passwordHash }: OpenedAccount,
    terms: { purpose: LinkPurpose; by: LinkCarrier; email: string },
  ): Promise<string> {
    const secret = newSecret();
    const command = {
      type: 'MakeLink',
      data: { ...terms, linkHash: sha256(secret), passwordMark: sha256(passwordHash ?? '') },
      metadata: { now: this.clock(), principalId: userId },
    } as const;
    await appendRestated(this.store, linkStream(userId), linkDecider, { command });
    return `${userId}.${secret}`;
  }

  /**
   * The link of a text. Throws DomainError `unknown_link`, also when the account has got another
   * password or address since, or is closed. `verify` outlives a new password: it gives no access.
   */
  async shown(text: string, purpose: LinkPurpose): Promise<ShownText> {
    const { userId, linkHash } = partsOf(text);
    if (!(await this.accounts.isOpen(userId))) throw unknownLink();
    const account = await this.accounts.accountOf(userId);
    const { state } = await readState(this.store, linkStream(userId), linkDecider);
    const link = shownLink(state, { purpose, linkHash }, this.clock());
    const isStale = purpose !== 'verify' && link.passwordMark !== sha256(account.passwordHash ?? '');
    const isElsewhere = purpose !== 'move' && link.email !== account.email;
    if (isStale || isElsewhere) throw unknownLink();
    return { account, link };
  }

  /** Uses the link up. Throws DomainError `unknown_link` when another request was faster. */
  async use(text: string, purpose: LinkPurpose): Promise<void> {
    const { userId, linkHash } = partsOf(text);
    const metadata = { now: this.clock(), principalId: userId };
    const use = { type: 'UseLink', data: { purpose, linkHash }, metadata } as const;
    await handleCommand(this.store, linkStream(userId), linkDecider, use);
  }
}

function partsOf(text: string): { userId: string; linkHash: string } {
  const [userId = '', secret = '', ...more] = text.split('.');
  if (!isSecret(userId) || !isSecret(secret) || more.length > 0) throw unknownLink();
  return { userId, linkHash: sha256(secret) };
}
