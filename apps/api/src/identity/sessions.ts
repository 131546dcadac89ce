import {
  atMost,
  type Asked,
  DomainError,
  type ListedSession,
  type SessionCommand,
  type SessionIssued,
  sessionList,
  sessionsOpenAt,
  sessionStream,
} from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import { LRUCache } from 'lru-cache';
import { ApiError } from '../ground/api-error.js';
import { newSecret, sha256 } from '../ground/secrets.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Accounts } from './accounts.js';
import { Credentials } from './credentials.js';
import { ListedSecrets } from './listed-secrets.js';

/** A session ends after 30 days, whether it is used or not. */
const LIFETIME_MS = 30 * 24 * 3_600_000;

const REMEMBERED_MOST = 10_000;

/** The browser in which a user signs in. */
export interface Browser {
  /** The secret of the session before, if the browser sent one. It ends. */
  readonly shownSecret: string | undefined;
  /** The browser and its system in words. The owner knows the session by them. */
  readonly words: string;
  /**
   * The `signedOutAt` of the account when the user showed who they are. When the user was signed
   * out everywhere since then, the password or passkey may be an old one: no session begins.
   */
  readonly signedOutAt: number;
}

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
  /** For each session, the day on which this process last noted its use. */
  private readonly notedOn = new LRUCache<string, string>(atMost(REMEMBERED_MOST));

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
   * Signs a user in with a new secret. Ends the session that the browser had before, if any.
   * Sessions of the user that are too old end too, and so does the oldest of more than a hundred.
   * Throws DomainError `unknown_account`, ApiError `wrong_password` after a sign-out meanwhile.
   */
  async begin(userId: string, { shownSecret, words: browser, signedOutAt: seen }: Browser): Promise<StartedSession> {
    await this.end(shownSecret);
    const secret = newSecret();
    const sessionId = newSecret();
    const { signedOutAt } = await this.accounts.accountOf(userId);
    // A sign-out everywhere in this millisecond ends what began before it, and not this session.
    const startedAt = Math.max(this.clock(), signedOutAt);
    const times = { startedAt, expiresAt: startedAt + LIFETIME_MS };
    const session = { sessionId, secretHash: sha256(secret), ...times, browser };
    const metadata = { now: startedAt, principalId: userId };
    await this.listed.issue(sessionStream(userId), sessionList, {
      secret,
      data: { kind: 'session', userId, credentialId: sessionId, ...times },
      listing: { type: 'ListSession', data: { session, signedOutAt }, metadata },
    });
    // The account was read after the session came on the list.
    const { signedOutAt: last } = await this.accounts.accountOf(userId);
    if (seen !== last) {
      await this.end(secret);
      throw new ApiError('wrong_password', 'You were signed out everywhere just now. Please sign in again.');
    }
    return { secret, lifetimeMs: LIFETIME_MS };
  }

  /** The open sessions of a user, the newest first. Sessions of older versions are not listed. */
  async listOf(userId: string): Promise<readonly ListedSession[]> {
    const { signedOutAt } = await this.accounts.accountOf(userId);
    const state = await this.listed.stateOf(sessionStream(userId), sessionList);
    return sessionsOpenAt(state, { now: this.clock(), signedOutAt });
  }

  /**
   * Ends one session of a user, in this process from now on. Throws DomainError `unknown_session`
   * when the user has no such open session.
   */
  async endOne(userId: string, sessionId: string): Promise<void> {
    const session = (await this.listOf(userId)).find((one) => one.sessionId === sessionId);
    if (!session) throw new DomainError('unknown_session', 'There is no such session, or it has ended.');
    await this.change(userId, { type: 'EndSession', data: { secretHash: session.secretHash } });
  }

  /**
   * Notes that a session was used, once a day (UTC). When that fails, the next use notes it, and
   * the request still succeeds.
   */
  async noteUse({ userId, credentialId }: SessionIssued, secret: string): Promise<void> {
    const date = new Date(this.clock()).toISOString().slice(0, 10);
    if (this.notedOn.get(credentialId) === date) return;
    this.notedOn.set(credentialId, date);
    try {
      await this.change(userId, { type: 'NoteSessionUse', data: { secretHash: sha256(secret), date } });
    } catch {
      this.notedOn.delete(credentialId);
    }
  }

  /** Ends the session of a secret. Does nothing when the secret is absent or has no session. */
  async end(secret: string | undefined): Promise<void> {
    const principal = secret === undefined ? undefined : await this.credentials.principalOf(secret);
    if (secret === undefined || principal?.kind !== 'session') return;
    const secretHash = sha256(secret);
    const { userId } = principal;
    await this.change(userId, { type: 'EndSession', data: { secretHash } });
    // Sessions of older versions are on no list.
    await this.credentials.remove(secretHash, { now: this.clock(), principalId: userId });
  }

  private async change(userId: string, asked: Asked<SessionCommand>): Promise<void> {
    const command = { ...asked, metadata: { now: this.clock(), principalId: userId } } as SessionCommand;
    await this.listed.change(sessionStream(userId), sessionList, command);
  }
}
