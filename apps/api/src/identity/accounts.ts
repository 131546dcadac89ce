import {
  type Account,
  type AccountCommand,
  accountDecider,
  type AccountOpener,
  type AddressWitness,
  accountStream,
  type Asked,
  checkPassword,
  credentialDecider,
  credentialStream,
  DomainError,
  easyPassword,
  isLinked,
  type KeyKind,
  type LoginCommand,
  loginDecider,
  loginStream,
  normaliseEmail,
  type OpenedAccount,
  type Plan,
  type ProviderIdentity,
  providerLogin,
} from '@app/domain';
import { type EventStore, handleCommand, readState, StreamGoneError } from '@app/event-store';
import { Inject, Injectable } from '@nestjs/common';
import { ApiError, isRefusal } from '../ground/api-error.js';
import { isCommonPassword } from './common-passwords.js';
import { LogChanges } from '../stores/log-changes.js';
import { StreamCache } from '../stores/stream-cache.js';
import { type Clock, EVENT_STORE } from '../stores/tokens.js';
import { hashOf } from './passwords.js';
import { ADMINISTRATOR, ownTurn, type PasswordTurn, PasswordTurns } from './password-turns.js';
import { newSecret, sha256 } from '../ground/secrets.js';

const REMEMBERED_MOST = 10_000;

/** The id of no user: ids are random, and a random id has a version in it. */
const NO_USER = '00000000-0000-0000-0000-000000000000';

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

/** What the owner of a new key decides about it. */
export interface NewKey {
  readonly name: string;
  readonly kind: KeyKind;
  /** Epoch ms, exclusive. A key without it works until it is revoked. */
  readonly expiresAt?: number | undefined;
}

/** A key that was just made, with its secret. */
export interface MadeKey extends NewKey {
  readonly id: string;
  readonly key: string;
}

/**
 * Accounts, and the keys that they list. Their streams are short: they are folded on demand and
 * remembered for seconds.
 */
@Injectable()
export class Accounts {
  private readonly accounts: StreamCache<OpenedAccount>;

  constructor(
    @Inject(EVENT_STORE) private readonly store: EventStore,
    changes: LogChanges,
    private readonly turns: PasswordTurns,
  ) {
    this.accounts = new StreamCache(changes, { category: 'account', max: REMEMBERED_MOST });
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
   * The present account of an e-mail address; undefined when there is none. An unknown address
   * costs two reads too, so the time does not show that it is unknown.
   */
  async accountOfEmail(text: string): Promise<OpenedAccount | undefined> {
    const email = normaliseEmail(text);
    const account = email === undefined ? undefined : await this.accountOfLogin(email);
    // A crash while the address was changed may have left the old login.
    return account?.email === email ? account : undefined;
  }

  /** The present account of a person at an identity provider. Undefined when there is none. */
  async accountOfProvider(identity: ProviderIdentity): Promise<OpenedAccount | undefined> {
    const account = await this.accountOfLogin(providerLogin(identity));
    return account && isLinked(account, identity) ? account : undefined;
  }

  /**
   * Links the account to a person at an identity provider, in place of an earlier person of this
   * provider. The account of that person before, if another, is left as it is, but the person no
   * longer leads to it. Throws DomainError as the decider does.
   *
   * The login is registered first. After a crash in between, the person leads nowhere and is linked
   * by the next sign-in.
   */
  async linkProvider(userId: string, identity: ProviderIdentity, now: number): Promise<void> {
    const login = providerLogin(identity);
    const { state } = await readState(this.store, loginStream(sha256(login)), loginDecider);
    if (state.userId !== undefined && state.userId !== userId)
      await this.changeLogin(login, { type: 'ReleaseLogin', data: { userId: state.userId } }, now);
    await this.changeLogin(login, { type: 'RegisterLogin', data: { userId } }, now);
    const { issuer, subject } = identity;
    await this.change(userId, { type: 'LinkProvider', data: { issuer, subject } }, now);
  }

  /**
   * Gives the account another address, which `by` says is the owner's. Throws ApiError
   * `email_taken`, DomainError `unknown_account`.
   *
   * The new login is registered first and the old one released last. So after a crash in between
   * the user can still sign in, by the address that the account has. The link names the new
   * address, so an erasure finds it. An account that is closed meanwhile gives the address back.
   */
  async moveTo(userId: string, { email, by }: { email: string; by: AddressWitness }, now: number): Promise<void> {
    const { email: old } = await this.accountOf(userId);
    if ((await this.register(email, userId, now)) !== userId)
      throw new ApiError('email_taken', 'This e-mail address has an account already.');
    const release = (login: string) => this.changeLogin(login, { type: 'ReleaseLogin', data: { userId } }, now);
    try {
      await this.change(userId, { type: 'ChangeAddress', data: { email, by } }, now);
    } catch (error) {
      this.forget(userId);
      // Only then: the same request may be on its way a second time.
      if (!(await this.isOpen(userId))) await release(email);
      throw error;
    }
    if (old !== email) await release(old);
  }

  /**
   * Registers the address for a user. Resolves to the user that it belongs to. An account that has
   * another address, or is erased, has left it: a crash cut off a change.
   */
  private async register(email: string, userId: string, now: number): Promise<string> {
    const owner = await this.changeLogin(email, { type: 'RegisterLogin', data: { userId } }, now);
    if (owner === undefined || owner === userId || !(await this.hasLeft(owner, email))) return owner ?? userId;
    return (await this.changeLogin(email, { type: 'TakeLogin', data: { userId, from: owner } }, now)) ?? userId;
  }

  private async hasLeft(userId: string, email: string): Promise<boolean> {
    try {
      return (await this.accountOf(userId)).email !== email;
    } catch (error) {
      if (isRefusal(error)) return false;
      if (error instanceof StreamGoneError) return true;
      throw error;
    }
  }

  /** Changes an address or person at a provider. Resolves to the user that it belongs to then. */
  private async changeLogin(login: string, asked: Asked<LoginCommand>, now: number): Promise<string | undefined> {
    const command = { ...asked, metadata: { now, principalId: asked.data.userId } } as LoginCommand;
    return (await handleCommand(this.store, loginStream(sha256(login)), loginDecider, command)).state.userId;
  }

  private async accountOfLogin(text: string): Promise<OpenedAccount | undefined> {
    const { state: login } = await readState(this.store, loginStream(sha256(text)), loginDecider);
    const { state } = await readState(this.store, accountStream(login.userId ?? NO_USER), accountDecider);
    return state.status === 'open' ? state : undefined;
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

    const userId = await this.register(email, tentative.data.userId, now);
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

  /**
   * Makes an API key for an account. Only the answer holds the key. Throws DomainError
   * `unknown_account`, `invalid_name`, `invalid_expiry`, `limit_reached`. The key is listed before
   * it is issued. So a crash in between leaves a key in the list that does not work.
   */
  async issueKey(userId: string, { name, kind, expiresAt }: NewKey, now: number): Promise<MadeKey> {
    const key = newSecret();
    const secretHash = sha256(key);
    const keyId = newSecret();
    const terms = { keyKind: kind, ...(expiresAt !== undefined && { expiresAt }) };
    await this.change(userId, { type: 'ListApiKey', data: { keyId, name, secretHash, ...terms } }, now);
    const issue = {
      type: 'IssueCredential',
      data: { kind: 'api-key', userId, credentialId: keyId, ...terms },
      metadata: { now, principalId: userId },
    } as const;
    await handleCommand(this.store, credentialStream(secretHash), credentialDecider, issue);
    return { id: keyId, name, kind, expiresAt, key };
  }
}
