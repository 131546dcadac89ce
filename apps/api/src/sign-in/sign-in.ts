import { normaliseEmail } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { ApiError } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { isPassword } from '../identity/passwords.js';
import { PasswordTurns } from '../identity/password-turns.js';
import { countedAddress } from '../limits/counted-address.js';
import { SignInLimits, type SignInTry } from '../limits/sign-in-limits.js';

/** Checks the password of a user who signs in. */
@Injectable()
export class SignIn {
  constructor(
    private readonly accounts: Accounts,
    private readonly limits: SignInLimits,
    private readonly turns: PasswordTurns,
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
    const userId = email === undefined ? undefined : await this.tried({ email, address }, password);
    if (userId !== undefined) return userId;
    throw new ApiError('wrong_password', 'The address and the password do not belong together.');
  }

  private tried(asked: SignInTry, password: string): Promise<string | undefined> {
    const turn = { address: countedAddress(asked.address), isKnown: false };
    // A try that finds no room must not take the place of another in the bounded counts.
    this.turns.requireRoom(turn);
    return this.limits.trySignIn(asked, () => this.turns.run(turn, () => this.userIdWith(asked.email, password)));
  }

  private async userIdWith(email: string, password: string): Promise<string | undefined> {
    const account = await this.accounts.accountOfEmail(email);
    return (await isPassword(password, account?.passwordHash)) ? account?.userId : undefined;
  }
}
