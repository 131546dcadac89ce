import {
  accountDecider,
  accountStream,
  type AddressWitness,
  type Asked,
  isLinked,
  type LoginCommand,
  loginDecider,
  loginStream,
  normaliseEmail,
  type OpenedAccount,
  type ProviderIdentity,
  providerLogin,
} from '@app/domain';
import { type EventStore, handleCommand, readState, StreamGoneError } from '@app/event-store';
import { ApiError, isRefusal } from '../ground/api-error.js';
import { sha256 } from '../ground/secrets.js';
import type { Accounts } from './accounts.js';

/** The id of no user: ids are random, and a random id has a version in it. */
const NO_USER = '00000000-0000-0000-0000-000000000000';

/**
 * Logins: e-mail addresses, and persons at identity providers. The `login-` stream of each says
 * which account it leads to, and the account says whether it still has it. `Accounts` makes the
 * one of its process.
 */
export class Logins {
  constructor(
    private readonly store: EventStore,
    private readonly accounts: Pick<Accounts, 'accountOf' | 'change' | 'isOpenNow'>,
  ) {}

  /**
   * The present account of an e-mail address; undefined when there is none. An unknown address
   * costs two reads too, so the time does not show that it is unknown.
   */
  async accountOfEmail(text: string): Promise<OpenedAccount | undefined> {
    const email = normaliseEmail(text);
    const account = email === undefined ? undefined : await this.accountOf(email);
    // A crash while the address was changed may have left the old login.
    return account?.email === email ? account : undefined;
  }

  /** The present account of a person at an identity provider. Undefined when there is none. */
  async accountOfProvider(identity: ProviderIdentity): Promise<OpenedAccount | undefined> {
    const account = await this.accountOf(providerLogin(identity));
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
      await this.change(login, { type: 'ReleaseLogin', data: { userId: state.userId } }, now);
    await this.change(login, { type: 'RegisterLogin', data: { userId } }, now);
    const { issuer, subject } = identity;
    await this.accounts.change(userId, { type: 'LinkProvider', data: { issuer, subject } }, now);
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
    const { email: old } = await this.accounts.accountOf(userId);
    if ((await this.register(email, userId, now)) !== userId)
      throw new ApiError('email_taken', 'This e-mail address has an account already.');
    const release = (login: string) => this.change(login, { type: 'ReleaseLogin', data: { userId } }, now);
    try {
      await this.accounts.change(userId, { type: 'ChangeAddress', data: { email, by } }, now);
    } catch (error) {
      // Only then: the same request may be on its way a second time.
      if (!(await this.accounts.isOpenNow(userId))) await release(email);
      throw error;
    }
    if (old !== email) await release(old);
  }

  /**
   * Registers the address for a user. Resolves to the user that it belongs to. An account that has
   * another address, or is erased, has left it: a crash cut off a change.
   */
  async register(email: string, userId: string, now: number): Promise<string> {
    const owner = await this.change(email, { type: 'RegisterLogin', data: { userId } }, now);
    if (owner === undefined || owner === userId || !(await this.hasLeft(owner, email))) return owner ?? userId;
    return (await this.change(email, { type: 'TakeLogin', data: { userId, from: owner } }, now)) ?? userId;
  }

  private async hasLeft(userId: string, email: string): Promise<boolean> {
    try {
      return (await this.accounts.accountOf(userId)).email !== email;
    } catch (error) {
      if (isRefusal(error)) return false;
      if (error instanceof StreamGoneError) return true;
      throw error;
    }
  }

  /** Resolves to the user that the login belongs to then. */
  private async change(login: string, asked: Asked<LoginCommand>, now: number): Promise<string | undefined> {
    const command = { ...asked, metadata: { now, principalId: asked.data.userId } } as LoginCommand;
    return (await handleCommand(this.store, loginStream(sha256(login)), loginDecider, command)).state.userId;
  }

  private async accountOf(login: string): Promise<OpenedAccount | undefined> {
    const { state } = await readState(this.store, loginStream(sha256(login)), loginDecider);
    const account = await readState(this.store, accountStream(state.userId ?? NO_USER), accountDecider);
    return account.state.status === 'open' ? account.state : undefined;
  }
}
