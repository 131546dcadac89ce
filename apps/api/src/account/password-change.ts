import { DomainError } from '@app/domain';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { Accounts } from '../identity/accounts.js';
import { isPassword } from '../identity/passwords.js';
import { Sessions } from '../identity/sessions.js';
import { SignInLimits } from '../limits/sign-in-limits.js';

/** What somebody who is signed in does about who else is. */
@Injectable()
export class PasswordChange {
  constructor(
    private readonly accounts: Accounts,
    private readonly sessions: Sessions,
    private readonly limits: SignInLimits,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Sets another password, ends every session and begins a new one for this browser. Who has a password must know it. Throws
   * DomainError `wrong_password`, `weak_password`, `rate_limit_exceeded`.
   */
  async change(
    userId: string,
    { current, next }: { current: string; next: string },
    request: Request,
    response: Response,
  ): Promise<void> {
    const { email, passwordHash } = await this.accounts.accountOf(userId);
    await this.limits.check(email, request, response);
    if (passwordHash !== undefined && !(await isPassword(current, passwordHash))) {
      await this.limits.countWrong(email, request);
      throw new DomainError('wrong_password', 'The current password is another.');
    }
    await this.accounts.setPassword(userId, next, this.clock());
    await this.sessions.begin(userId, request, response);
  }

  /** Ends every session of the user, this one too. */
  async signOutEverywhere(userId: string, request: Request, response: Response): Promise<void> {
    // A session of this very millisecond began before, too.
    await this.accounts.change(userId, { type: 'SignOutEverywhere', data: {} }, this.clock() + 1);
    await this.sessions.end(request, response);
  }
}
