import { normaliseEmail } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ApiError, TooManyRequestsError } from '../ground/api-error.js';
import { OwnPassword } from '../guards/own-password.js';
import { Accounts } from '../identity/accounts.js';
import { OneTimeLinks } from '../identity/one-time-links.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { AddressMails } from './address-mails.js';

/** The address of a user: proving that it is theirs, and moving to another one. */
@Injectable()
export class OwnAddress {
  constructor(
    private readonly accounts: Accounts,
    private readonly links: OneTimeLinks,
    private readonly mails: AddressMails,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** Mails a link that verifies the address. Throws ApiError `no_mail`, TooManyRequestsError. */
  async askToVerify(userId: string): Promise<void> {
    this.mails.requireSent();
    const account = await this.accounts.accountOf(userId);
    if (!account.isAddressVerified && !this.mails.verify(account)) throw tooMany();
  }

  /**
   * Verifies the address of the user. Only the owner of the password and of the mailbox can do
   * that: the user is signed in, and the link came by mail. Throws DomainError `unknown_link`.
   */
  async verify(userId: string, link: string): Promise<void> {
    const { email } = await this.addressOf(userId, link, 'verify');
    await this.links.use(link, 'verify');
    await this.accounts.change(userId, { type: 'VerifyAddress', data: { email, by: 'mail' } }, this.clock());
  }

  /**
   * Moves the user to the address of the link. The account keeps its sessions and keys. Throws
   * DomainError `unknown_link`, ApiError `email_taken`.
   */
  async move(userId: string, link: string): Promise<void> {
    const { email, old } = await this.addressOf(userId, link, 'move');
    await this.accounts.logins.moveTo(userId, { email, by: 'mail' }, this.clock());
    await this.links.use(link, 'move');
    this.mails.moved(old);
  }

  /**
   * The address that the link is about, and the present one. A link of another account is unknown
   * here. Throws DomainError `unknown_link`.
   */
  async addressOf(userId: string, text: string, purpose: 'verify' | 'move'): Promise<{ email: string; old: string }> {
    const { account, link } = await this.links.shown(text, purpose);
    if (account.userId !== userId) {
      throw new ApiError('forbidden', 'This link belongs to another account. Sign in to that one first.');
    }
    return { email: link.email, old: account.email };
  }
}

/** Asking for another address, which needs the password. */
@Injectable()
export class AddressRequest {
  constructor(
    private readonly accounts: Accounts,
    private readonly links: OneTimeLinks,
    private readonly mails: AddressMails,
    private readonly passwords: OwnPassword,
  ) {}

  /**
   * Mails a link to the new address, and a note to the old one. Throws ApiError `no_mail`,
   * `invalid_email`, `wrong_password`, TooManyRequestsError.
   */
  async ask(userId: string, { text, password }: { text: string; password: string }): Promise<void> {
    this.mails.requireSent();
    const email = normaliseEmail(text);
    const account = await this.accounts.accountOf(userId);
    if (email === undefined || email === account.email) {
      throw new ApiError('invalid_email', 'Enter another e-mail address.');
    }
    await this.passwords.require(userId, password);
    if (!this.mails.mayMove(email)) throw tooMany();
    const link = await this.links.make(account, { purpose: 'move', by: 'mail', email });
    this.mails.move({ from: account.email, to: email, link });
  }
}

const tooMany = () => new TooManyRequestsError('Too many mails went to this address. Try again in an hour.', 3_600);
