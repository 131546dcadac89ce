import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import { SETTINGS } from '../ground/settings.module.js';
import type { Mail } from './mailer.js';

/**
 * The texts of all mails. Each says what happened, and what to do when it was another person. Links
 * lead to PUBLIC_URL, never to a name that a request brings.
 */
@Injectable()
export class Mails {
  private readonly origin: string;

  constructor(@Inject(SETTINGS) { publicUrl = '' }: Pick<ApiSettings, 'publicUrl'>) {
    this.origin = publicUrl;
  }

  verify(to: string, link: string): Mail {
    return this.mail(to, 'Confirm your address', [
      `There is an account for this address at ${this.origin}.`,
      `Is it yours? Then confirm the address. The link works for a day, once you are signed in:`,
      this.at('/account/address/verify', link),
      'Did another person open the account? Then do not confirm it. You can take it over by setting a password:',
      `${this.origin}/sign-in/forgotten`,
    ]);
  }

  hasAccount(to: string): Mail {
    return this.mail(to, 'You have an account already', [
      `A person tried to open an account for this address at ${this.origin}. There is one already.`,
      'Was it you? Then sign in, or set a new password:',
      `${this.origin}/sign-in/forgotten`,
      'Was it another person? Then you need not do anything.',
    ]);
  }

  reset(to: string, link: string): Mail {
    return this.mail(to, 'Set a new password', [
      `A person asked for a new password for the account of this address at ${this.origin}.`,
      'Was it you? Then set it here. The link works once, for half an hour:',
      this.at('/sign-in/reset', link),
      'Was it another person? Then you need not do anything. Your password stays as it is.',
    ]);
  }

  signInByCompany(to: string): Mail {
    return this.mail(to, 'Sign in through your company', [
      `A person asked for a new password for the account of this address at ${this.origin}.`,
      'The account has no password. Sign in through your company:',
      `${this.origin}/sign-in/company`,
    ]);
  }

  /** To the address that the account shall have. */
  move(to: string, link: string): Mail {
    return this.mail(to, 'Confirm your new address', [
      `A user of ${this.origin} wants to use this address for their account.`,
      'Was it you? Then confirm it. The link works once, for half an hour, in a browser where you are signed in:',
      this.at('/account/address/move', link),
      'Was it another person? Then you need not do anything.',
    ]);
  }

  /** To the address that the account still has. */
  moveAsked(to: string): Mail {
    return this.mail(to, 'Your address shall change', [
      `A person who knows your password asked to use another address for your account at ${this.origin}.`,
      'Was it you? Then follow the link in the mail to the other address.',
      'Was it another person? Then set a new password now. That also ends the change:',
      `${this.origin}/sign-in/forgotten`,
    ]);
  }

  /** To the address that the account had before. */
  moved(to: string): Mail {
    return this.mail(to, 'Your address has changed', [
      `Your account at ${this.origin} has another address now. This one no longer signs you in.`,
      'Was it another person? Then tell the administrator of the server.',
    ]);
  }

  passwordSet(to: string): Mail {
    return this.mail(to, 'Your password has changed', [
      `The account of this address at ${this.origin} has a new password. All browsers are signed out.`,
      'Was it another person? Then set a new password now, and tell the administrator of the server:',
      `${this.origin}/sign-in/forgotten`,
    ]);
  }

  /** To a person who may have no account yet. The token is part of the path of a page. */
  invitation(to: string, { token, invitedBy }: { token: string; invitedBy: string }): Mail {
    return this.mail(to, 'An invitation to a team', [
      `${invitedBy} invites you to a team at ${this.origin}.`,
      'The page says what you would share, before you share anything. The link works once, for seven days:',
      `${this.origin}/invitations/${token}`,
      'Do you not know this person? Then you need not do anything.',
    ]);
  }

  private at(path: string, link: string): string {
    return `${this.origin}${path}?${new URLSearchParams({ link }).toString()}`;
  }

  private mail(to: string, subject: string, paragraphs: readonly string[]): Mail {
    return { to, subject: `Timeledger: ${subject}`, text: `${paragraphs.join('\n\n')}\n` };
  }
}
