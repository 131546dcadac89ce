import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { BrowserSessions } from '../guards/browser-sessions.js';
import { OwnCode } from '../guards/checks/own-code.js';
import { OwnPassword } from '../guards/own-password.js';

/** Lets a signed-in user show again who they are. */
@Injectable()
export class ShownAgain {
  constructor(
    private readonly password: OwnPassword,
    private readonly code: OwnCode,
    private readonly sessions: BrowserSessions,
  ) {}

  /**
   * A right password, and a right code if there is a second step, begin a new session. Throws
   * ApiError `wrong_password`, DomainError `wrong_code`, TooManyRequestsError.
   */
  async confirm(
    { userId, password, code }: { userId: string; password: string; code: string },
    request: Request,
    response: Response,
  ): Promise<void> {
    const signedOutAt = await this.password.require(userId, password);
    // Otherwise the password alone could add a passkey, which needs no code afterwards.
    if (await this.code.isAsked(userId)) await this.code.require(userId, code);
    await this.sessions.begin({ userId, signedOutAt }, request, response);
  }
}
