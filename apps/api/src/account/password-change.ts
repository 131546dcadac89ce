import { Inject, Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { OwnPassword } from '../guards/own-password.js';
import { Accounts } from '../identity/accounts.js';
import { CLOCK, type Clock } from '../stores/tokens.js';

/** Changes that sign a user out of other browsers. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly accounts: Accounts,
    private readonly passwords: OwnPassword,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Sets a new password and ends every session of the user. A user who has a password must know it.
   * Throws TooManyRequestsError, ApiError `wrong_password`, DomainError
   * `weak_password`.
   */
  async change(userId: string, { current, next }: { current: string; next: string }): Promise<void> {
    if (!(await this.passwords.isOwn(userId, current)))
      throw new ApiError('wrong_password', 'The current password is wrong.');
    await this.accounts.setPassword(userId, next, this.clock());
  }

  /** Ends every session of the user. */
  async signOutEverywhere(userId: string): Promise<void> {
    // One millisecond later, so a session that began in this millisecond ends too.
    await this.accounts.change(userId, { type: 'SignOutEverywhere', data: {} }, this.clock() + 1);
  }
}
