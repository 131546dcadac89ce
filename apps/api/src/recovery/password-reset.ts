import { normaliseEmail, type OpenedAccount } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { AllAccess } from '../applications/all-access.js';
import { ApiError } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { OneTimeLinks } from '../identity/one-time-links.js';
import { CLOCK, type Clock } from '../stores/tokens.js';

/** Setting a password by a one-time link. */
@Injectable()
export class PasswordReset {
  constructor(
    private readonly accounts: Accounts,
    private readonly links: OneTimeLinks,
    private readonly access: AllAccess,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The address of the account that the link opens. Throws DomainError `unknown_link`. */
  async addressOf(link: string): Promise<string> {
    return (await this.links.shown(link, 'reset')).account.email;
  }

  /**
   * Sets the password. Ends every session of the account, and all other access too when `endAll` is
   * set. When the address was not known to be the owner's, a stranger may have opened the account:
   * then all access ends in any case, and the second step is off. Throws DomainError
   * `unknown_link`, `weak_password`.
   */
  async reset(link: string, password: string, { endAll }: { endAll: boolean }): Promise<OpenedAccount> {
    const { account, link: shown } = await this.links.shown(link, 'reset');
    const { userId, email, isAddressVerified } = account;
    await this.accounts.checkNewPassword(password, email);
    const endOthers = async () => {
      if (!isAddressVerified) await this.access.endOfStranger(userId, this.clock());
      else if (endAll) await this.access.end(userId, this.clock());
    };
    // Before the link is used up: after a crash in between, the owner can use it again.
    await endOthers();
    await this.links.use(link, 'reset');
    await this.accounts.setPassword(userId, password, this.clock);
    // A stranger with the old password may have signed in and made keys in between.
    await endOthers();
    if (shown.by === 'mail') {
      await this.accounts.change(userId, { type: 'VerifyAddress', data: { email, by: 'mail' } }, this.clock());
    }
    return account;
  }

  /** Makes a link for the administrator to hand over. Throws DomainError `unknown_account`. */
  async linkOf(userId: string): Promise<string> {
    const account = await this.accounts.accountOf(userId);
    return this.links.make(account, { purpose: 'reset', by: 'administrator', email: account.email });
  }

  /** The account and a link for a mail to this address. Undefined when it has no account. */
  async linkFor(text: string): Promise<{ account: OpenedAccount; link: string } | undefined> {
    const account = await this.accounts.logins.accountOfEmail(text);
    if (!account) return undefined;
    const link = await this.links.make(account, { purpose: 'reset', by: 'mail', email: account.email });
    return { account, link };
  }
}

/** The normalised address of a form. Throws ApiError `invalid_email`. */
export function addressIn(text: string): string {
  const email = normaliseEmail(text);
  if (email === undefined) throw new ApiError('invalid_email', 'Enter an e-mail address.');
  return email;
}
