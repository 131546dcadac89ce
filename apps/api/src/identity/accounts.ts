import {
  type Account,
  type AccountCommand,
  accountDecider,
  type AccountOpener,
  accountStream,
  type Asked,
  checkPassword,
  DomainError,
  easyPassword,
  normaliseEmail,
  type OpenedAccount,
  type Plan,
} from '@app/domain';
import { type EventStore, handleCommand, readState, StreamGoneError } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { isCommonPassword } from './common-passwords.js';
import { Logins } from './logins.js';
import { LogChanges } from '../stores/log-changes.js';
import { StreamCache } from '../stores/stream-cache.js';
import { type Clock, EVENT_STORE } from '../stores/tokens.js';
import { hashOf } from './passwords.js';
import { ADMINISTRATOR, ownTurn, type PasswordTurn, PasswordTurns } from './password-turns.js';
import { newSecret } from '../ground/secrets.js';

const REMEMBERED_MOST = 10_000;

/** The terms of a new account. */
export interface AccountTerms {
  readonly email: string;
  readonly timeZone: string;
  readonly plan: Plan;
  readonly openedBy: AccountOpener;
  readonly password?: string | undefined;
  /** Whose turn it is to have the password hashed. The administrator’s when absent. */
  readonly turn?: PasswordTurn;
  /** Runs when the terms are good and nothing is written yet. It may refuse. */
  readonly claim?: () => Promise<void>;
}

const signedOutIn = (account: Account): number => (account.status === 'open' ? account.signedOutAt : 0);

/**
 * Accounts. Their streams are short: they are folded on demand and remembered for seconds.
 */
@Injectable()
export class Accounts {
  /** Which account an e-mail address, or a person at an identity provider, leads to. */
  readonly logins: Logins;
  private readonly accounts: StreamCache<OpenedAccount>;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    changes: LogChanges,
    private readonly turns: PasswordTurns,
  ) {
    this.accounts = new StreamCache(changes, { category: 'account', max: REMEMBERED_MOST });
    this.logins = new Logins(store, this);
  }

  /** The account of a user. Throws DomainError `unknown_account`. */
  async accountOf(userId: string): Promise<OpenedAccount> {
    const stream = accountStream(userId);
    return this.accounts.read(stream, async () => {
      const { state } = await readState(this.store, stream, accountDecider);
      if (state.status !== 'open') throw new DomainError('unknown_account', 'There is no such account.');
      return state;
    });
  }

  /** Whether the user has an account that is not closed or erased. */
  async isOpen(userId: string): Promise<boolean> {
    try {
      return (await this.accountOf(userId)).status === 'open';
    } catch (error) {
      if (error instanceof StreamGoneError) return false;
      if (error instanceof DomainError && error.code === 'unknown_account') return false;
      throw error;
    }
  }

  /** The same, by what the log says now. */
  isOpenNow(userId: string): Promise<boolean> {
    this.forget(userId);
    return this.isOpen(userId);
  }

  /** Reads the account now. Throws DomainError `unknown_account` when it is not open. */
  async checkIsOpenNow(userId: string): Promise<void> {
    this.forget(userId);
    await this.accountOf(userId);
  }

  /**
   * Opens an account for a free address. Throws ApiError `invalid_email`, `unknown_time_zone`,
   * `email_taken`, `weak_password`, TooManyRequestsError.
   *
   * The address is registered first, so two requests cannot both win. A crash may leave an address
   * that is registered without an account. Then the next request for this address opens the
   * account.
   */
  async open(request: AccountTerms, now: number): Promise<{ id: string; email: string }> {
    const email = normaliseEmail(request.email);
    if (email === undefined) throw new ApiError('invalid_email', 'email must be an e-mail address.');
    const metadata = { now, principalId: 'admin' };
    const { timeZone, plan, openedBy, password, turn = ADMINISTRATOR, claim } = request;
    if (password !== undefined) await this.checkNewPassword(password, email);
    const secret = password === undefined ? {} : { passwordHash: await this.turns.run(turn, () => hashOf(password)) };
    // The decision comes before any append, so a refused account leaves no registered address.
    const terms = { userId: newSecret(), email, timeZone, plan, openedBy, ...secret };
    const tentative = { type: 'OpenAccount', data: terms, metadata } as const;
    accountDecider.decide(tentative, accountDecider.initialState);
    await claim?.();

    const userId = await this.logins.register(email, tentative.data.userId, now);
    const command = { ...tentative, data: { ...tentative.data, userId } };
    const { events } = await handleCommand(this.store, accountStream(userId), accountDecider, command);
    if (events.length === 0) throw new ApiError('email_taken', 'This e-mail address has an account already.');
    return { id: userId, email };
  }

  /**
   * Closes an account for ever. No key, token, session or password of the user opens anything then:
   * in this process from now on, in others when they hear it. Does nothing when the eraser has
   * removed the account already.
   */
  async close(userId: string, now: number): Promise<void> {
    try {
      await this.change(userId, { type: 'CloseAccount', data: {} }, now);
    } catch (error) {
      if (!(error instanceof StreamGoneError)) throw error;
    } finally {
      this.forget(userId);
    }
  }

  private forget(userId: string): void {
    this.accounts.forget(accountStream(userId));
  }

  /** Changes an account. Resolves to what it is then. Throws DomainError as the decider does. */
  async change(userId: string, asked: Asked<AccountCommand>, now: number): Promise<Account> {
    const command = { ...asked, metadata: { now, principalId: userId } } as AccountCommand;
    const { state } = await handleCommand(this.store, accountStream(userId), accountDecider, command);
    this.forget(userId);
    return state;
  }

  /** Ends every session of the user that began up to now. Resolves to the new `signedOutAt`. */
  async signOutEverywhere(userId: string, now: number): Promise<number> {
    return signedOutIn(await this.change(userId, { type: 'SignOutEverywhere', data: {} }, now));
  }

  /** Throws DomainError `weak_password` when the owner of the address may not choose it. */
  async checkNewPassword(password: string, email: string): Promise<void> {
    checkPassword(password, email);
    if (await isCommonPassword(password)) throw easyPassword();
  }

  /**
   * Sets the password, and ends every session of the user. The clock is read after the password is
   * hashed, so sessions that began meanwhile end too. Resolves to the new `signedOutAt`. Throws
   * DomainError `weak_password`, `unknown_account`, TooManyRequestsError.
   */
  async setPassword(userId: string, password: string, clock: Clock): Promise<number> {
    const { email } = await this.accountOf(userId);
    await this.checkNewPassword(password, email);
    const passwordHash = await this.turns.run(ownTurn(userId), () => hashOf(password));
    return signedOutIn(await this.change(userId, { type: 'SetPassword', data: { passwordHash } }, clock()));
  }
}
