import { PROOF_MS } from '@app/domain';
import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { isSecret } from '../../ground/secrets.js';
import { SETTINGS } from '../../ground/settings.module.js';
import { OwnCookie } from './own-cookie.js';

/** A user who has shown the password, and has yet to show a code. */
export interface HalfSignedIn {
  readonly userId: string;
  /** The proof of the password. It works once, for ten minutes. */
  readonly proof: string;
}

/**
 * The cookie between the two steps of signing in. It opens nothing by itself. Only the browser that
 * showed the password can show the code.
 */
@Injectable()
export class SecondStepCookie extends OwnCookie {
  constructor(@Inject(SETTINGS) settings: Pick<ApiSettings, 'publicUrl'>) {
    super('timeledger_second_step', settings);
  }

  set(request: Request, response: Response, { userId, proof }: HalfSignedIn): void {
    this.give(request, response, `${userId}.${proof}`, PROOF_MS);
  }

  /** The user and proof in the request, whether they hold or not. */
  shownIn(request: Request): HalfSignedIn | undefined {
    const [userId = '', proof = '', ...more] = this.read(request)?.split('.') ?? [];
    return isSecret(userId) && isSecret(proof) && more.length === 0 ? { userId, proof } : undefined;
  }
}
