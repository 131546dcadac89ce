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
   * that refusal tell whether the account exists, or has a password. A text that is no e-mail
   * address is refused at once and counts nowhere: it cannot be a guess.
   */
  async userOf({ email: text, password }: { email: string; password: string }, address: string): Promise<string> {
    const email = normaliseEmail(text);
    const userId =
      email === undefined
        ? undefined
        : await this.limits.trySignIn({ email, address }, () => this.userIdWith(email, password));
    if (userId !== undefined) return userId;
    throw new ApiError('wrong_password', 'The address and the password do not belong together.');
  }

  private async userIdWith(email: string, password: string): Promise<string | undefined> {
    const account = await this.accounts.accountOfEmail(email);
    return (await isPassword(password, account?.passwordHash)) ? account?.userId : undefined;
  }
}
