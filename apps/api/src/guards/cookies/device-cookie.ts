import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SETTINGS } from '../../ground/settings.module.js';
import { idOfDevice, newDevice } from '../../identity/browsers/known-device.js';
import { OwnCookie } from './own-cookie.js';

/** Each sign-in begins the year again. */
const LIFETIME_MS = 365 * 24 * 3_600_000;

/**
 * The cookie of a browser in which a user has signed in before. It opens nothing. It lets the
 * browser sign in while strangers must wait. It stays when the user signs out.
 */
@Injectable()
export class DeviceCookie extends OwnCookie {
  constructor(@Inject(SETTINGS) settings: Pick<ApiSettings, 'publicUrl'>) {
    super('timeledger_device', settings);
  }

  /** Makes the browser a known one of the account with this password hash, or keeps it so. */
  set(request: Request, response: Response, passwordHash: string): void {
    const shown = this.read(request);
    const isKnown = shown !== undefined && idOfDevice(shown, passwordHash) !== undefined;
    this.give(request, response, isKnown ? shown : newDevice(passwordHash), LIFETIME_MS);
  }
}
