import type { SessionIssued } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { newSecret, sha256 } from '../ground/secrets.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Accounts } from './accounts.js';
import { Credentials } from './credentials.js';

/** A session ends after 30 days, whether it is used or not. */
const LIFETIME_MS = 30 * 24 * 3_600_000;

/** A session that has just begun. The browser keeps the secret in a cookie. */
export interface StartedSession {
  readonly secret: string;
  readonly lifetimeMs: number;
}

/**
 * The sessions of signed-in users. A session is a credential like any other, and the browser sends
 * its secret.
 */
@Injectable()
export class Sessions {
  constructor(
    private readonly accounts: Accounts,
    private readonly credentials: Credentials,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /** The session of a secret. Undefined when there is none, or when it has ended. */
  async sessionOf(secret: string | undefined): Promise<SessionIssued | undefined> {
    const principal = secret === undefined ? undefined : await this.credentials.principalOf(secret);
    if (principal?.kind !== 'session' || this.clock() >= principal.expiresAt) return undefined;
    if (!(await this.accounts.isOpen(principal.userId))) return undefined;
    const { signedOutAt } = await this.accounts.accountOf(principal.userId);
    return principal.startedAt >= signedOutAt ? principal : undefined;
  }

  /** Signs a user in with a new secret. Ends the session whose secret the browser sent, if any. */
  async begin(userId: string, shownSecret: string | undefined): Promise<StartedSession> {
    await this.end(shownSecret);
    const secret = newSecret();
    const startedAt = this.clock();
    const times = { startedAt, expiresAt: startedAt + LIFETIME_MS };
    await this.credentials.issue(secret, { kind: 'session', userId, credentialId: newSecret(), ...times }, startedAt);
    return { secret, lifetimeMs: LIFETIME_MS };
  }

  /** Ends the session of a secret. Does nothing when the secret is absent or has no session. */
  async end(secret: string | undefined): Promise<void> {
    const principal = secret === undefined ? undefined : await this.credentials.principalOf(secret);
    if (secret === undefined || principal?.kind !== 'session') return;
    await this.credentials.revoke(sha256(secret), { now: this.clock(), principalId: principal.userId });
  }
}
