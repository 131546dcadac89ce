import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SETTINGS } from '../../ground/settings.module.js';
import type { StartedSession } from '../../identity/sessions.js';
import { OwnCookie } from './own-cookie.js';

/** The cookie that holds the secret of a session. */
@Injectable()
export class SessionCookie extends OwnCookie {
  constructor(@Inject(SETTINGS) settings: Pick<ApiSettings, 'publicUrl'>) {
    super('timeledger_session', settings);
  }

  /** Gives the browser the secret of a session that has just begun. */
  set(request: Request, response: Response, { secret, lifetimeMs }: StartedSession): void {
    this.give(request, response, secret, lifetimeMs);
  }
}
