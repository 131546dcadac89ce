import { normaliseEmail } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { isPassword } from '../identity/passwords.js';
import { SignInLimits } from '../limits/sign-in-limits.js';

/** Checks the password of a user who signs in. */
@Injectable()
export class SignIn {
  constructor(
    private readonly accounts: Accounts,
    private readonly limits: SignInLimits,
  ) {}

  /**
   * The id of the user with this e-mail address and password. `address` is the client's.
   *
   * Throws TooManyRequestsError, and ApiError `wrong_password`. Neither the words nor the time of
   * that refusal tell whether the account exists, or has a password.
   */
  async userOf({ email: text, password }: { email: string; password: string }, address: string): Promise<string> {
    const email = normaliseEmail(text) ?? '';
    await this.limits.check(email, address);
    const account = await this.accounts.accountOfEmail(email);
    if ((await isPassword(password, account?.passwordHash)) && account) return account.userId;
    await this.limits.countWrong(email, address);
    throw new ApiError('wrong_password', 'The address and the password do not belong together.');
  }
}
