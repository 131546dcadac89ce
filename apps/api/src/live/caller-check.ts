import { credentialStream, isExpired } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import type { Request } from 'express';
import type { Principal } from '../ground/principal.js';
import { sha256 } from '../ground/secrets.js';
import { Sessions } from '../identity/sessions.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { SessionCookie } from '../guards/cookies/session-cookie.js';
import { KEY_PARAMETERS, ShownSecrets } from '../guards/credential.strategies.js';

/** Checks again who sent a request, for an answer that goes on for hours. It counts nothing. */
@Injectable()
export class CallerCheck {
  constructor(
    private readonly shown: ShownSecrets,
    private readonly sessions: Sessions,
    private readonly cookie: SessionCookie,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Whether the session or API key in the request still opens the account: it was not ended or
   * revoked, has not expired, and the account is open.
   */
  async isStill(principal: Principal, request: Request): Promise<boolean> {
    const now = await this.principalNow(principal, request);
    return now?.credentialId === principal.credentialId;
  }

  /** The stream of the credential that the request shows. */
  streamOf(principal: Principal, request: Request): string {
    const secret =
      principal.kind === 'session' ? this.cookie.read(request) : this.shown.secretIn(request, KEY_PARAMETERS);
    return credentialStream(sha256(secret ?? ''));
  }

  /** In how many ms the credential stops working by itself. */
  untilExpiryMs(principal: Principal): number {
    const expiresAt = principal.kind === 'access-token' ? undefined : principal.expiresAt;
    return (expiresAt ?? Infinity) - this.clock();
  }

  private async principalNow({ kind }: Principal, request: Request): Promise<Principal | undefined> {
    if (kind === 'session') return this.sessions.sessionOf(this.cookie.read(request));
    const principal = (await this.shown.principalIn(request, kind, KEY_PARAMETERS))?.principal;
    return principal?.kind === 'api-key' && !isExpired(principal, this.clock()) ? principal : undefined;
  }
}
