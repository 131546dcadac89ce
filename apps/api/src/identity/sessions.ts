import type { SessionIssued } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Accounts } from './accounts.js';
import { Credentials } from './credentials.js';
import { newSecret, sha256 } from '../ground/secrets.js';
import { SessionCookie } from '../guards/session-cookie.js';

/** However often it is used. */
const LIFETIME_MS = 30 * 24 * 3_600_000;

/** Who is signed in, in which browser. A session is a credential like any other; its secret lives in a cookie. */
@Injectable()
export class Sessions {
  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    private readonly cookie: SessionCookie,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The secret that the request shows, whatever it opens. */
  secretOf(request: Request): string | undefined {
    return this.cookie.read(request);
  }

  /** The session that the request belongs to; undefined when it has none, or one that ended. */
  async sessionOf(request: Request): Promise<SessionIssued | undefined> {
    const secret = this.cookie.read(request);
    const principal = secret === undefined ? undefined : await this.credentials.principalOf(secret);
    if (principal?.kind !== 'session' || this.clock() >= principal.expiresAt) return undefined;
    const { signedOutAt } = await this.accounts.accountOf(principal.userId);
    return principal.startedAt >= signedOutAt ? principal : undefined;
  }

  /** Signs a user in: always by a new secret, and whatever session the browser had is over. */
  async begin(userId: string, request: Request, response: Response): Promise<void> {
    await this.revokeShown(request);
    const secret = newSecret();
    const startedAt = this.clock();
    const times = { startedAt, expiresAt: startedAt + LIFETIME_MS };
    await this.credentials.issue(secret, { kind: 'session', userId, credentialId: newSecret(), ...times }, startedAt);
    this.cookie.set(request, response, { secret, maxAgeMs: LIFETIME_MS });
  }

  /** Signs the browser out. */
  async end(request: Request, response: Response): Promise<void> {
    await this.revokeShown(request);
    this.cookie.clear(request, response);
  }

  private async revokeShown(request: Request): Promise<void> {
    const secret = this.cookie.read(request);
    const principal = secret === undefined ? undefined : await this.credentials.principalOf(secret);
    if (secret === undefined || principal?.kind !== 'session') return;
    await this.credentials.revoke(sha256(secret), { now: this.clock(), principalId: principal.userId });
  }
}
