import { setTimeout as delay } from 'node:timers/promises';
import { normaliseEmail, type OpenedAccount } from '@app/domain';
import { Injectable } from '@nestjs/common';
import { ApiError, isRefusal } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { SecondFactors } from '../identity/factors/second-factors.js';
import { idOfDevice, isDeviceText } from '../identity/browsers/known-device.js';
import { isPassword } from '../identity/passwords.js';
import { PasswordTurns } from '../identity/password-turns.js';
import { countedAddress } from '../limits/counted-address.js';
import { SignInLimits } from '../limits/sign-in-limits.js';
import { waitBeforeRefusalMs } from './refusal-time.js';

/** Where a sign-in comes from. */
export interface SignInSource {
  /** The address of the client; undefined when the client has gone. */
  readonly address: string | undefined;
  /** The text of its device cookie, whether it is valid or not. */
  readonly device: string | undefined;
}

/** A user who has shown the right password. */
export interface ProvenUser {
  readonly userId: string;
  /** When the user was last signed out everywhere, as the account had it beside the password. */
  readonly signedOutAt: number;
  /** Present when the account asks for a code too. The code must come with this proof. */
  readonly proof?: string;
}

/** Checks the password of a user who signs in. */
@Injectable()
export class SignIn {
  constructor(
    private readonly accounts: Accounts,
    private readonly limits: SignInLimits,
    private readonly turns: PasswordTurns,
    private readonly factors: SecondFactors,
  ) {}

  /**
   * The user with this e-mail address and password. `address` is the client's, and
   * `device` the text of its device cookie.
   *
   * Throws TooManyRequestsError, and ApiError `wrong_password`. Neither the words nor the time of
   * that refusal tell whether the account exists, or has a password. A text that is no e-mail
   * address is refused at once and counts nowhere: it cannot be a guess.
   */
  async userOf(
    { email: text, password }: { email: string; password: string },
    from: SignInSource,
  ): Promise<ProvenUser> {
    const startedMs = performance.now();
    try {
      const email = normaliseEmail(text);
      const shown = email === undefined ? undefined : await this.tried(email, password, from);
      if (shown) return shown;
      throw new ApiError('wrong_password', 'The address and the password do not belong together.');
    } catch (error) {
      // A refusal of a client at its limit waits too: its device cookie may have led to an account.
      if (isRefusal(error)) await delay(waitBeforeRefusalMs(performance.now() - startedMs));
      throw error;
    }
  }

  private async tried(
    email: string,
    password: string,
    { address, device }: SignInSource,
  ): Promise<ProvenUser | undefined> {
    const asked = { email, address, device: await this.knownDevice(email, device) };
    // By account, a user who signs in from many addresses and browsers still has one turn.
    const isKnown = this.limits.isKnown(asked);
    const turn = { name: isKnown ? email : countedAddress(address), isKnown };
    // A try that finds no room must not take the place of another in the bounded counts.
    this.turns.requireRoom(turn);
    const shown = await this.limits.trySignIn(asked, () =>
      this.turns.run(turn, () => this.accountWith(email, password)),
    );
    if (shown === undefined) return undefined;
    const { userId, signedOutAt } = shown;
    if (await this.factors.factorOf(userId)) {
      this.limits.codes.countStart(asked);
      return { userId, signedOutAt, proof: await this.factors.showPassword(userId) };
    }
    this.limits.signedIn(asked);
    return { userId, signedOutAt };
  }

  /** The id of the client's device, when the account knows it. */
  private async knownDevice(email: string, device: string | undefined): Promise<string | undefined> {
    if (device === undefined || !isDeviceText(device)) return undefined;
    const account = await this.accounts.logins.accountOfEmail(email);
    return account?.passwordHash === undefined ? undefined : idOfDevice(device, account.passwordHash);
  }

  private async accountWith(email: string, password: string): Promise<OpenedAccount | undefined> {
    const account = await this.accounts.logins.accountOfEmail(email);
    return (await isPassword(password, account?.passwordHash)) ? account : undefined;
  }
}
