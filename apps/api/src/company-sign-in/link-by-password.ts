import { Injectable } from '@nestjs/common';
import { type ProvenUser, SignIn, type SignInSource } from '../sign-in/sign-in.js';
import { CompanyAccounts } from './company-accounts.js';
import type { PendingLink } from './company-cookies.js';

/** Links an account to a person at the provider who shows its password. */
@Injectable()
export class LinkByPassword {
  constructor(
    private readonly signIn: SignIn,
    private readonly accounts: CompanyAccounts,
  ) {}

  /**
   * Links the account, unless it asks for a code too: then the result has a proof, and nothing is
   * linked yet. Wrong passwords have the limits of a sign-in: throws what `SignIn.userOf` throws.
   */
  async link({ email, person }: PendingLink, password: string, from: SignInSource): Promise<ProvenUser> {
    const shown = await this.signIn.userOf({ email, password }, from);
    return shown.proof === undefined ? this.accounts.link(shown.userId, person) : shown;
  }
}
