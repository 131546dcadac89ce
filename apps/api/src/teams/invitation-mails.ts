import { normaliseEmail, type OpenedAccount } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { MailLimits } from '../limits/mail-limits.js';
import { Mailer } from '../mail/mailer.js';
import { Mails } from '../mail/mails.js';

/**
 * Mails invitations. The mail names the address of the user who invites, so that address must be
 * known to be theirs. It has no other words of that user: else a team's name could be a text for
 * strangers.
 */
@Injectable()
export class InvitationMails {
  constructor(
    private readonly accounts: Accounts,
    private readonly limits: MailLimits,
    private readonly mailer: Mailer,
    private readonly mails: Mails,
  ) {}

  /** Whether the server sends mails for this user. */
  async areSentFor(userId: string): Promise<boolean> {
    return this.isSentFor(await this.accounts.accountOf(userId));
  }

  /**
   * Counts an invitation that a user wants to send. Resolves to how to mail its link. Throws
   * ApiError `no_mail`, `invalid_email`, TooManyRequestsError.
   */
  async prepare(userId: string, text: string): Promise<(token: string) => void> {
    const account = await this.accounts.accountOf(userId);
    if (!this.isSentFor(account)) {
      throw new ApiError('no_mail', 'The server sends mails only when it has a mail server and knows your address.');
    }
    const to = normaliseEmail(text);
    if (to === undefined) throw new ApiError('invalid_email', 'Enter an e-mail address.');
    this.limits.countInvitation(userId);
    return (token) => {
      // Neither the answer nor its time tells how many mails the address got from others.
      if (!this.limits.mayMail(to)) return;
      this.mailer.soon(() => Promise.resolve(this.mails.invitation(to, { token, invitedBy: account.email })));
    };
  }

  private isSentFor({ isAddressVerified }: OpenedAccount): boolean {
    return this.mailer.isSet && isAddressVerified;
  }
}
