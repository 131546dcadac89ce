import { wrongCode } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { isRefusal } from '../../ground/api-error.js';
import { SecondFactors } from '../../identity/factors/second-factors.js';
import { SignInLimits } from '../../limits/sign-in-limits.js';

/** Checks a code of the second step of a user who is signed in and shows it again. */
@Injectable()
export class OwnCode {
  constructor(
    private readonly factors: SecondFactors,
    private readonly limits: SignInLimits,
  ) {}

  /** Whether the user signs in with a code too. */
  async isAsked(userId: string): Promise<boolean> {
    return (await this.factors.factorOf(userId)) !== undefined;
  }

  /**
   * Uses a code. Throws DomainError `wrong_code`, `second_factor_off`, TooManyRequestsError.
   */
  async require(userId: string, code: string): Promise<void> {
    if (!(await this.limits.codes.tryAgain(userId, () => this.isRight(userId, code)))) throw wrongCode();
  }

  /** Undefined for a wrong code, so that it counts. Any other refusal counts as no try. */
  private async isRight(userId: string, code: string): Promise<true | undefined> {
    try {
      await this.factors.use(userId, code);
      return true;
    } catch (error) {
      if (isRefusal(error) && error.code === 'wrong_code') return undefined;
      throw error;
    }
  }
}
