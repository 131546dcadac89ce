import { normaliseEmail } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { AddressMails } from './address-mails.js';

/** Another address for an account, by the administrator, who vouches for it. */
@Injectable()
export class SetAddress {
  constructor(
    private readonly accounts: Accounts,
    private readonly mails: AddressMails,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Moves the account to the address. Sessions, keys and password stay. The old address gets a note
   * when the server sends mails. Throws ApiError `invalid_email`, `email_taken`, DomainError
   * `unknown_account`.
   */
  async set(userId: string, text: string): Promise<void> {
    const email = normaliseEmail(text);
    if (email === undefined) throw new ApiError('invalid_email', 'email must be an e-mail address.');
    const { email: old } = await this.accounts.accountOf(userId);
    await this.accounts.logins.moveTo(userId, { email, by: 'administrator' }, this.clock());
    if (old !== email && this.mails.areSent) this.mails.moved(old);
  }
}
