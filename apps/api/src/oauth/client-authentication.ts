import type { ApplicationRegistered } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { isSameSecret, sha256 } from '../ground/secrets.js';
import { Applications } from '../identity/applications.js';
import type { ClientRequest } from './client-request.js';
import { TokenError } from './token-error.js';

/** Checks which application sends a request. */
@Injectable()
export class ClientAuthentication {
  constructor(private readonly applications: Applications) {}

  /**
   * The application that sends its own secret. A public application has none, and sends none (RFC
   * 6749 section 2.3). Throws TokenError `invalid_client`, the same for an unknown application and
   * for a wrong secret.
   */
  async clientOf({ clientId, clientSecret }: ClientRequest): Promise<ApplicationRegistered['data']> {
    const application = clientId === undefined ? undefined : await this.applications.registrationOf(clientId);
    const secretHash = application?.secretHash;
    const isProven =
      secretHash === undefined
        ? clientSecret === undefined
        : clientSecret !== undefined && isSameSecret(sha256(clientSecret), secretHash);
    if (application && isProven) return application;
    throw new TokenError('invalid_client', 'The application is unknown, or its secret is wrong.');
  }
}
