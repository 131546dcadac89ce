import type { OpenedAccount } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { OneTimeLinks } from '../identity/one-time-links.js';
import { MailLimits } from '../limits/mail-limits.js';
import { Mailer } from '../mail/mailer.js';
import { Mails } from '../mail/mails.js';

/** The texts of mails, and who sends them. */
@Injectable()
export class MailRoom {
  constructor(
    readonly texts: Mails,
    readonly mailer: Mailer,
  ) {}
}

/** The mails about addresses, within the limits of each address. */
@Injectable()
export class AddressMails {
  private readonly texts: Mails;
  private readonly mailer: Mailer;

  constructor(
    private readonly accounts: Accounts,
    private readonly links: OneTimeLinks,
    private readonly limits: MailLimits,
    room: MailRoom,
  ) {
    ({ texts: this.texts, mailer: this.mailer } = room);
  }

  /** Whether the server sends mails. */
  get areSent(): boolean {
    return this.mailer.isSet;
  }

  /** Throws ApiError `no_mail` when the server sends none. */
  requireSent(): void {
    if (!this.areSent) throw new ApiError('no_mail', 'This server sends no mails. Its administrator can change that.');
  }

  /** Mails a link that verifies the address of the account. False when there were too many. */
  verify(account: OpenedAccount): boolean {
    const { email } = account;
    if (!this.limits.mayMail(email)) return false;
    this.mailer.soon(async () => {
      const link = await this.links.make(account, { purpose: 'verify', by: 'mail', email });
      return this.texts.verify(email, link);
    });
    return true;
  }

  /**
   * After a sign-up with this normalised address: a link that verifies it, or a note that there is
   * an account already. The account is looked up later, so the answer does not tell.
   */
  afterSignUp(email: string): void {
    if (!this.limits.mayMail(email)) return;
    this.mailer.soon(async () => {
      const account = await this.accounts.logins.accountOfEmail(email);
      if (!account) return undefined;
      if (account.isAddressVerified) return this.texts.hasAccount(email);
      return this.texts.verify(email, await this.links.make(account, { purpose: 'verify', by: 'mail', email }));
    });
  }

  /** Counts a mail to an address that an account shall have. False when there were too many. */
  mayMove(email: string): boolean {
    return this.limits.mayMail(email);
  }

  /** Mails a link to the new address, and a note to the old one. */
  move({ from, to, link }: { from: string; to: string; link: string }): void {
    this.mailer.soon(() => Promise.resolve(this.texts.move(to, link)));
    this.mailer.soon(() => Promise.resolve(this.texts.moveAsked(from)));
  }

  /** Tells the old address that the account has moved. */
  moved(old: string): void {
    this.mailer.soon(() => Promise.resolve(this.texts.moved(old)));
  }
}
