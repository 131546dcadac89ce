import { Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { isPassword } from '../identity/passwords.js';
import { ownTurn, PasswordTurns } from '../identity/password-turns.js';
import { SignInLimits } from '../limits/sign-in-limits.js';

/** Checks the password of a user who is signed in and shows it again. */
@Injectable()
export class OwnPassword {
  constructor(
    private readonly accounts: Accounts,
    private readonly limits: SignInLimits,
    private readonly turns: PasswordTurns,
  ) {}

  /**
   * Throws ApiError `wrong_password` when the password is wrong, or the account has none. Throws
   * TooManyRequestsError. Resolves to when the user was last signed out everywhere, as it was
   * before the check (epoch ms).
   */
  async require(userId: string, password: string): Promise<number> {
    const { passwordHash, signedOutAt } = await this.accounts.accountOf(userId);
    if (passwordHash === undefined) throw new ApiError('wrong_password', 'Set a password for your account first.');
    if (!(await this.isOwn(userId, password))) throw new ApiError('wrong_password', 'The password is wrong.');
    return signedOutAt;
  }

  /**
   * Whether the password is right. True for any text when the account has none. Throws
   * TooManyRequestsError.
   */
  async isOwn(userId: string, password: string): Promise<boolean> {
    const { passwordHash } = await this.accounts.accountOf(userId);
    if (passwordHash === undefined) return true;
    const check = () => this.turns.run(ownTurn(userId), () => isPassword(password, passwordHash));
    return (await this.limits.tryAgain(userId, async () => (await check()) || undefined)) ?? false;
  }
}
