import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Sessions } from '../identity/sessions.js';
import { SessionCookie } from './session-cookie.js';

/**
 * Signs browsers in and out: a session in the log, and its secret in the cookie. For controllers
 * only.
 */
@Injectable()
export class BrowserSessions {
  constructor(
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
  ) {}

  /** Signs a user in with a new secret. Ends the browser's session before, if any. */
  async begin(userId: string, request: Request, response: Response): Promise<void> {
    this.cookie.set(request, response, await this.sessions.begin(userId, this.cookie.read(request)));
  }

  /** Signs the browser out. */
  async end(request: Request, response: Response): Promise<void> {
    await this.sessions.end(this.cookie.read(request));
    this.cookie.clear(request, response);
  }
}
