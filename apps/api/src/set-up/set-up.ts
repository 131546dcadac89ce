import { DIRECTORY_STREAM, prefixesOf, requireSetUpLink, SET_UP_STREAM, setUpDecider, unknownLink } from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { isSecret, newSecret, sha256 } from '../ground/secrets.js';
import { Accounts } from '../identity/accounts.js';
import { countedAddress } from '../limits/counted-address.js';
import { CLOCK, type Clock, EVENT_STORE } from '../stores/tokens.js';

/** What the first person typed. */
export interface FirstAccount {
  readonly email: string;
  readonly password: string;
  readonly timeZone: string;
}

/**
 * The first account of a server. The server prints a link at its start. A person who follows it
 * makes the account, so only a reader of the server's output can. The log holds the hash of the
 * link.
 */
@Injectable()
export class SetUp {
  /** The place in the log up to which there was no account. */
  private withoutAccount: bigint | undefined;

  constructor(
    private readonly accounts: Accounts,
    @Inject(EVENT_STORE) private readonly store: EventStore,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * The secret of a new link. Earlier links end. Undefined when an account was ever opened: then
   * the administrator opens others.
   */
  async newLink(): Promise<string | undefined> {
    if (await this.hadAccount()) return undefined;
    const secret = newSecret();
    const make = { type: 'MakeSetUpLink', data: { linkHash: sha256(secret) } } as const;
    await handleCommand(this.store, SET_UP_STREAM, setUpDecider, { ...make, metadata: this.metadata() });
    return secret;
  }

  /** Throws DomainError `unknown_link` when the link does not work. Uses nothing up. */
  async requireLink(secret: string): Promise<void> {
    if (!isSecret(secret)) throw unknownLink();
    const { state } = await readState(this.store, SET_UP_STREAM, setUpDecider);
    requireSetUpLink(state, sha256(secret), this.clock());
    if (await this.hadAccount()) throw unknownLink();
  }

  /**
   * Makes the account and resolves to its id. `address` is the client's. Throws DomainError
   * `unknown_link` and `weak_password`, ApiError `invalid_email`, `unknown_time_zone`. A form that
   * is refused leaves the link as it is.
   *
   * The link is used up before the account is written, so two requests at once make one account.
   * After a crash in between, the next start prints another link.
   */
  async open(secret: string, first: FirstAccount, address: string | undefined): Promise<string> {
    await this.requireLink(secret);
    const use = { type: 'UseSetUpLink', data: { linkHash: sha256(secret) } } as const;
    const { id } = await this.accounts.open(
      {
        ...{ ...first, plan: 'premium', openedBy: 'administrator' },
        turn: { name: countedAddress(address), isKnown: false },
        claim: async () => {
          await handleCommand(this.store, SET_UP_STREAM, setUpDecider, { ...use, metadata: this.metadata() });
        },
      },
      this.clock(),
    );
    return id;
  }

  /**
   * Whether an account was ever opened. The directory lists accounts some time after they are
   * opened, and a log of an older version has no directory yet. So an empty directory is not
   * enough: then the log is examined up to its end, each part once.
   */
  private async hadAccount(): Promise<boolean> {
    for await (const { type } of this.store.read(DIRECTORY_STREAM)) if (type === 'AccountListed') return true;
    const options = { after: this.withoutAccount, streamPrefixes: prefixesOf('account') };
    for await (const followed of this.store.followToEnd(options)) {
      if (followed.event) return true;
      this.withoutAccount = followed.position ?? this.withoutAccount;
      if (followed.isCaughtUp) return false;
    }
    // The store closed before the end: then nothing is known.
    return true;
  }

  private metadata() {
    return { now: this.clock(), principalId: 'server' };
  }
}
