import { DomainError, normaliseEmail } from '@app/domain';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { Accounts } from '../identity/accounts.js';
import { isPassword } from '../identity/passwords.js';
import { SignInLimits } from '../limits/sign-in-limits.js';

/** Whether somebody knows a password. */
@Injectable()
export class SignIn {
  constructor(
    private readonly accounts: Accounts,
    private readonly limits: SignInLimits,
  ) {}

  /**
   * The user whose address and password these are. Throws DomainError `wrong_password`, in the same words and after the same
   * time whether there is no such account, it has no password or the password is another; and `rate_limit_exceeded`.
   */
  async userOf(
    { email: text, password }: { email: string; password: string },
    request: Request,
    response: Response,
  ): Promise<string> {
    const email = normaliseEmail(text) ?? '';
    await this.limits.check(email, request, response);
    const account = await this.accounts.accountOfEmail(email);
    if ((await isPassword(password, account?.passwordHash)) && account) return account.userId;
    await this.limits.countWrong(email, request);
    throw new DomainError('wrong_password', 'The address and the password do not belong together.');
  }
}
