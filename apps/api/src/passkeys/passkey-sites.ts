import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import { type PasskeySite, type RelyingParty, relyingPartyOf } from '../front/relying-party.js';
import { ApiError } from '../ground/api-error.js';
import { SETTINGS } from '../ground/settings.module.js';

/**
 * The type of what the script of a page gets. It is between a page and its own server, so it is no
 * part of the API and not in its document.
 */
export const OPTIONS_TYPE = 'application/vnd.timeledger.passkey+json';

/** Says where passkeys work. */
@Injectable()
export class PasskeySites {
  constructor(@Inject(SETTINGS) private readonly settings: Pick<ApiSettings, 'publicUrl' | 'host'>) {}

  /** Whether passkeys work at the address of the request, and where else. */
  at(request: Request): RelyingParty {
    return relyingPartyOf(this.settings, request);
  }

  /** The site of the request. Throws ApiError `wrong_passkey` where passkeys do not work. */
  require(request: Request): PasskeySite {
    const party = this.at(request);
    if (party.state === 'here') return party;
    throw new ApiError('wrong_passkey', 'Passkeys do not work at this address.');
  }
}
