import { type SessionIssued, sessionList, sessionStream } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { newSecret, sha256 } from '../ground/secrets.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Accounts } from './accounts.js';
import { Credentials } from './credentials.js';
import { ListedSecrets } from './listed-secrets.js';

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
    private readonly listed: ListedSecrets,
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

  /**
   * Signs a user in with a new secret. Ends the session whose secret the browser sent, if any.
   * Sessions of the user that are too old end too, and so does the oldest of more than a hundred.
   * Throws DomainError `unknown_account`.
   */
  async begin(userId: string, shownSecret: string | undefined): Promise<StartedSession> {
    await this.end(shownSecret);
    const secret = newSecret();
    const startedAt = this.clock();
    const times = { startedAt, expiresAt: startedAt + LIFETIME_MS };
    const sessionId = newSecret();
    const { signedOutAt } = await this.accounts.accountOf(userId);
    const session = { sessionId, secretHash: sha256(secret), ...times };
    const metadata = { now: startedAt, principalId: userId };
    await this.listed.issue(sessionStream(userId), sessionList, {
      secret,
      data: { kind: 'session', userId, credentialId: sessionId, ...times },
      listing: { type: 'ListSession', data: { session, signedOutAt }, metadata },
    });
    return { secret, lifetimeMs: LIFETIME_MS };
  }

  /** Ends the session of a secret. Does nothing when the secret is absent or has no session. */
  async end(secret: string | undefined): Promise<void> {
    const principal = secret === undefined ? undefined : await this.credentials.principalOf(secret);
    if (secret === undefined || principal?.kind !== 'session') return;
    const secretHash = sha256(secret);
    const metadata = { now: this.clock(), principalId: principal.userId };
    const end = { type: 'EndSession', data: { secretHash }, metadata } as const;
    await this.listed.change(sessionStream(principal.userId), sessionList, end);
    // Sessions of older versions are on no list.
    await this.credentials.remove(secretHash, metadata);
  }
}
