import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Accounts } from '../identity/accounts.js';
import { Sessions } from '../identity/sessions.js';
import { browserInWords } from '../identity/browsers/browser-words.js';
import { DeviceCookie } from './cookies/device-cookie.js';
import { SessionCookie } from './cookies/session-cookie.js';

/** A user who has just shown who they are. */
export interface ShownUser {
  readonly userId: string;
  /**
   * When the user was last signed out everywhere, as the account had it at that time (epoch ms).
   */
  readonly signedOutAt: number;
}

/**
 * Signs browsers in and out: a session in the log, and its secret in the cookie. For controllers
 * only.
 */
@Injectable()
export class BrowserSessions {
  constructor(
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    private readonly device: DeviceCookie,
    private readonly accounts: Accounts,
  ) {}

  /**
   * Signs a user in with a new secret. Ends the browser's session before, if any. The browser is a
   * known one from now on, when the account has a password. `signedOutAt` is that of the account
   * when the user showed who they are. Throws as `Sessions.begin` does.
   */
  async begin({ userId, signedOutAt }: ShownUser, request: Request, response: Response): Promise<void> {
    const words = browserInWords(request.get('user-agent'));
    const browser = { shownSecret: this.cookie.read(request), words, signedOutAt };
    this.cookie.set(request, response, await this.sessions.begin(userId, browser));
    const { passwordHash } = await this.accounts.accountOf(userId);
    if (passwordHash !== undefined) this.device.set(request, response, passwordHash);
  }

  /** The text of the browser’s device cookie, whether it is valid or not. */
  deviceIn(request: Request): string | undefined {
    return this.device.read(request);
  }

  /** Signs the browser out. */
  async end(request: Request, response: Response): Promise<void> {
    await this.sessions.end(this.cookie.read(request));
    this.cookie.clear(request, response);
  }
}
