import { DomainError, type OpenedAccount, type PasswordProof, wrongCode } from '@app/domain';
import { StreamGoneError } from '@app/event-store';
import { Injectable } from '@nestjs/common';
import { isRefusal } from '../ground/api-error.js';
import { sha256 } from '../ground/secrets.js';
import type { ShownUser } from '../guards/browser-sessions.js';
import type { HalfSignedIn } from '../guards/cookies/second-step-cookie.js';
import { Accounts } from '../identity/accounts.js';
import { SecondFactors } from '../identity/factors/second-factors.js';
import { idOfDevice } from '../identity/browsers/known-device.js';
import { SignInLimits } from '../limits/sign-in-limits.js';

/** Where a code comes from, and the code. */
export interface TypedCode {
  readonly code: string;
  /** The address of the client; undefined when the client has gone. */
  readonly address: string | undefined;
  /** The text of its device cookie, whether it is valid or not. */
  readonly device: string | undefined;
}

/** Checks codes of the second step, of users who sign in. */
@Injectable()
export class CodeStep {
  constructor(
    private readonly accounts: Accounts,
    private readonly factors: SecondFactors,
    private readonly limits: SignInLimits,
  ) {}

  /**
   * Ends a sign-in that the password began. Resolves to who may come in now. Throws
   * TooManyRequestsError, and DomainError `wrong_code` and `password_needed`.
   */
  async finish({ userId, proof }: HalfSignedIn, { code, address, device }: TypedCode): Promise<ShownUser> {
    const account = await this.accountOf(userId);
    const { email, passwordHash, signedOutAt } = account;
    const known = device !== undefined && passwordHash !== undefined ? idOfDevice(device, passwordHash) : undefined;
    const asked = { email, address, device: known };
    const shown = { proofHash: sha256(proof), signedOutAt };
    if (!(await this.limits.codes.trySignIn(asked, () => this.isRight(userId, code, shown)))) throw wrongCode();
    this.limits.signedIn(asked);
    return { userId, signedOutAt };
  }

  /** An account that has gone since the password was shown looks like a proof that has ended. */
  private async accountOf(userId: string): Promise<OpenedAccount> {
    try {
      return await this.accounts.accountOf(userId);
    } catch (error) {
      if (error instanceof StreamGoneError || (isRefusal(error) && error.code === 'unknown_account')) throw over();
      throw error;
    }
  }

  /** Undefined for a wrong code, so that it counts. Any other refusal counts as no try. */
  private async isRight(userId: string, code: string, proof: PasswordProof): Promise<true | undefined> {
    try {
      await this.factors.use(userId, code, proof);
      return true;
    } catch (error) {
      if (isRefusal(error) && error.code === 'wrong_code') return undefined;
      // An administrator has turned the second step off meanwhile.
      if (isRefusal(error) && error.code === 'second_factor_off') throw over();
      throw error;
    }
  }
}

const over = () => new DomainError('password_needed', 'Please enter your password again.');
