import { Inject, Injectable } from '@nestjs/common';
import { OwnCode } from '../guards/checks/own-code.js';
import { OwnPassword } from '../guards/own-password.js';
import { SecondFactors } from '../identity/factors/second-factors.js';
import { CLOCK, type Clock } from '../stores/tokens.js';
import { offeredSecret, offerSecret } from './offered-secret.js';

/** The session in which a user changes their second step. */
export interface OwnSession {
  readonly userId: string;
  /** The secret of the session, as its cookie has it. */
  readonly secret: string;
}

/** Changes of the second step by its user. A stolen session alone can change nothing. */
@Injectable()
export class SecondFactorChanges {
  constructor(
    private readonly factors: SecondFactors,
    private readonly passwords: OwnPassword,
    private readonly code: OwnCode,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  /**
   * Offers a new secret, after the password. Undefined when the second step is on already. Throws
   * ApiError `wrong_password`, TooManyRequestsError.
   */
  async offer({ userId, secret }: OwnSession, password: string): Promise<ReturnType<typeof offerSecret> | undefined> {
    await this.passwords.require(userId, password);
    return (await this.factors.factorOf(userId)) ? undefined : offerSecret(secret, this.clock());
  }

  /** The secret that was offered in this session. Undefined when it is too old, or is another. */
  offered({ secret }: OwnSession, field: string): string | undefined {
    return offeredSecret(field, secret, this.clock());
  }

  /** As `SecondFactors.turnOn`, for a secret of `offered`. */
  turnOn(userId: string, asked: { secret: string; code: string }): Promise<readonly string[]> {
    return this.factors.turnOn(userId, asked);
  }

  /**
   * New recovery codes, after a code. Throws DomainError `wrong_code`, `second_factor_off`,
   * TooManyRequestsError.
   */
  async replaceRecoveryCodes(userId: string, code: string): Promise<readonly string[]> {
    await this.code.require(userId, code);
    return this.factors.replaceRecoveryCodes(userId);
  }

  /**
   * Turns the second step off, after the password and a code. Throws as the others do.
   */
  async turnOff(userId: string, { password, code }: { password: string; code: string }): Promise<void> {
    await this.passwords.require(userId, password);
    await this.code.require(userId, code);
    await this.factors.turnOff(userId);
  }
}
