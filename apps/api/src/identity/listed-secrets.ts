import { type Command, type CredentialIssued, DomainError, type DomainEvent, type SecretList } from '@app/domain';
import { type EventStore, readState, StreamGoneError } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { appendRestated } from '../stores/append-restated.js';
import { EVENT_STORE } from '../stores/tokens.js';
import { Accounts } from './accounts.js';
import { Credentials } from './credentials.js';

/** A secret on its way, with the command that lists it. */
export interface ListedIssue<C extends Command> {
  readonly secret: string;
  readonly data: CredentialIssued['data'];
  readonly listing: C;
}

/**
 * The lists of the secrets of users. The erasure of an account reads them, so each secret is on its
 * list for as long as its own stream exists:
 *
 *     list > account still open? > issue  ...  end > off the list
 */
@Injectable()
export class ListedSecrets {
  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    @Inject(EVENT_STORE) private readonly store: EventStore,
  ) {}

  /** The list of a stream as it is now. */
  async stateOf<State, C extends Command, E extends DomainEvent>(
    stream: string,
    list: SecretList<State, C, E>,
  ): Promise<State> {
    return (await readState(this.store, stream, list)).state;
  }

  /**
   * Lists a secret and makes it valid. The account is read in between: an erasure that closed it
   * earlier may have read the list already. Throws what the list throws, DomainError
   * `unknown_account`, and `credential_exists` when the secret was ended before it was issued.
   */
  async issue<State, C extends Command, E extends DomainEvent>(
    stream: string,
    list: SecretList<State, C, E>,
    { secret, data, listing }: ListedIssue<C>,
  ): Promise<void> {
    const { now } = listing.metadata;
    await this.change(stream, list, listing);
    await this.accounts.checkIsOpenNow(data.userId);
    try {
      await this.credentials.issue(secret, data, now);
    } catch (error) {
      if (!(error instanceof StreamGoneError)) throw error;
      throw new DomainError('credential_exists', 'This secret was ended before.');
    }
  }

  /**
   * Ends the secrets that a command takes off the list. Then appends its events, at the revision
   * that was read. A crash in between leaves secrets on the list that no longer work. A long list
   * is stated again, and what came before is hidden. Resolves to the state after the command.
   */
  async change<State, C extends Command, E extends DomainEvent>(
    stream: string,
    list: SecretList<State, C, E>,
    command: C,
  ): Promise<State> {
    const { metadata } = command;
    const endOthers = async (state: State, after: State) => {
      const kept = new Set(list.secretsOf(after));
      for (const hash of list.secretsOf(state)) if (!kept.has(hash)) await this.credentials.remove(hash, metadata);
    };
    try {
      return await appendRestated(this.store, stream, list, { command, before: endOthers });
    } catch (error) {
      if (error instanceof StreamGoneError) throw new DomainError('unknown_account', 'There is no such account.');
      throw error;
    }
  }
}
