import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { isPassword } from '../identity/passwords.js';
import { ownTurn, PasswordTurns } from '../identity/password-turns.js';
import { SignInLimits } from '../limits/sign-in-limits.js';
import { CLOCK, type Clock } from '../stores/tokens.js';

/** Changes that sign a user out of other browsers. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly accounts: Accounts,
    private readonly limits: SignInLimits,
    private readonly turns: PasswordTurns,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Sets a new password and ends every session of the user. A user who has a password must know it.
   * Throws TooManyRequestsError, ApiError `wrong_password`, DomainError
   * `weak_password`.
   */
  async change(userId: string, { current, next }: { current: string; next: string }): Promise<void> {
    const { passwordHash } = await this.accounts.accountOf(userId);
    const isKnown = passwordHash === undefined || (await this.isOwn(userId, current, passwordHash));
    if (!isKnown) throw new ApiError('wrong_password', 'The current password is wrong.');
    await this.accounts.setPassword(userId, next, this.clock());
  }

  /** Whether the password is right. Throws TooManyRequestsError. */
  private async isOwn(userId: string, password: string, passwordHash: string): Promise<boolean> {
    const check = () => this.turns.run(ownTurn(userId), () => isPassword(password, passwordHash));
    return (await this.limits.tryAgain(userId, async () => (await check()) || undefined)) ?? false;
  }

  /** Ends every session of the user. */
  async signOutEverywhere(userId: string): Promise<void> {
    // One millisecond later, so a session that began in this millisecond ends too.
    await this.accounts.change(userId, { type: 'SignOutEverywhere', data: {} }, this.clock() + 1);
  }
}
