import { Inject, Injectable } from '@nestjs/common';
import { AllAccess } from '../applications/all-access.js';
import { ApiError } from '../ground/api-error.js';
import type { Principal } from '../ground/principal.js';
import { isFreshSession } from '../guards/checks/fresh-sign-in.guard.js';
import type { ShownUser } from '../guards/browser-sessions.js';
import { OwnPassword } from '../guards/own-password.js';
import { Accounts } from '../identity/accounts.js';
import { CLOCK, type Clock } from '../stores/tokens.js';

/** What else ends with the old password, besides every session. */
export interface Endings {
  /** Whether every API key is revoked. */
  readonly revokeKeys?: boolean | undefined;
  /** Whether every access token of an application ends. */
  readonly revokeTokens?: boolean | undefined;
  /** Whether every passkey is removed. */
  readonly removePasskeys?: boolean | undefined;
}

/** A new password, and the one before. */
export interface AskedPassword extends Endings {
  readonly current: string;
  readonly next: string;
}

/** Changes that sign a user out of other browsers. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly accounts: Accounts,
    private readonly own: OwnPassword,
    private readonly access: AllAccess,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Sets a new password and ends every session of the user. A user who has a password must show it.
   * Without one, the session must be fresh. Resolves to the user who may come in now. Throws
   * TooManyRequestsError, ApiError `wrong_password` and `sign_in_again`, DomainError
   * `weak_password`.
   */
  async change(principal: Principal, { current, next, ...endings }: AskedPassword): Promise<ShownUser> {
    const { userId } = principal;
    const { passwordHash } = await this.accounts.accountOf(userId);
    if (passwordHash === undefined && !this.mayDoAll(principal)) {
      throw new ApiError('sign_in_again', 'Your sign-in is more than ten minutes ago. Sign in again for this.');
    }
    if (!(await this.own.isOwn(userId, current)))
      throw new ApiError('wrong_password', 'The current password is wrong.');
    return this.set(userId, next, endings);
  }

  /**
   * The same for a program. A full key and a fresh session need no password: each may do all that
   * the owner may do.
   */
  async changeByProgram(principal: Principal, { current, next, ...endings }: AskedPassword): Promise<void> {
    if (this.mayDoAll(principal)) await this.set(principal.userId, next, endings);
    else await this.change(principal, { current, next, ...endings });
  }

  /**
   * Sets the password, ends every session, and then what else should end. A crash in between leaves
   * the new password, with which the rest can be ended again.
   */
  async set(userId: string, password: string, endings: Endings): Promise<ShownUser> {
    const signedOutAt = await this.accounts.setPassword(userId, password, this.clock);
    return { userId, signedOutAt: (await this.end(userId, endings)) ?? signedOutAt };
  }

  /**
   * Ends passkeys, keys and tokens of the user. Does nothing without a wish. Resolves to when it
   * signed the user out (epoch ms), if it did: passkeys take the sessions with them.
   */
  async end(userId: string, { revokeKeys, revokeTokens, removePasskeys }: Endings): Promise<number | undefined> {
    const signedOutAt = removePasskeys ? await this.access.endPasskeys(userId) : undefined;
    if (revokeKeys) await this.access.endKeys(userId, this.clock());
    if (revokeTokens) await this.access.endTokens(userId, this.clock());
    return signedOutAt;
  }

  /** Ends every session of the user. */
  async signOutEverywhere(userId: string): Promise<void> {
    await this.accounts.signOutEverywhere(userId, this.clock());
  }

  private mayDoAll(principal: Principal): boolean {
    const isFullKey = principal.kind === 'api-key' && principal.keyKind === 'full';
    return isFullKey || isFreshSession(principal, this.clock());
  }
}
