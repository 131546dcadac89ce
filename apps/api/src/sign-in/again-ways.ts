import { Inject, Injectable } from '@nestjs/common';
import { OwnCode } from '../guards/checks/own-code.js';
import { Accounts } from '../identity/accounts.js';
import type { AgainWays } from './again.page.js';
import { SIGN_IN_WAYS, type SignInWays } from './sign-in-ways.js';

/** Says how a signed-in user can show again who they are. */
@Injectable()
export class AgainWaysOf {
  constructor(
    private readonly accounts: Accounts,
    private readonly code: OwnCode,
    @Inject(SIGN_IN_WAYS) private readonly ways: SignInWays,
  ) {}

  async of(userId: string): Promise<AgainWays> {
    const { passwordHash } = await this.accounts.accountOf(userId);
    const asksForCode = await this.code.isAsked(userId);
    return { hasPassword: passwordHash !== undefined, asksForCode, byCompany: this.ways.byCompany };
  }
}
