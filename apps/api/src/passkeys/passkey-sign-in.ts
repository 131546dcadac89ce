import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { PasskeySite } from '../front/relying-party.js';
import type { ShownUser } from '../guards/browser-sessions.js';
import { ApiError, isRefusal } from '../ground/api-error.js';
import { Accounts } from '../identity/accounts.js';
import { type CheckedUse, UserPasskeys } from '../identity/factors/user-passkeys.js';
import { Refusals } from '../limits/refusals.js';
import { answerIn, signedCounter, userIdIn } from './passkey-answer.js';
import { type GivenChallenge, PasskeyChallenges } from './passkey-challenges.js';
import { webauthn } from './webauthn.js';

/** Signs people in by a passkey alone. It stands for the password and for the second step. */
@Injectable()
export class PasskeySignIn {
  constructor(
    private readonly accounts: Accounts,
    private readonly passkeys: UserPasskeys,
    private readonly challenges: PasskeyChallenges,
    private readonly refusals: Refusals,
  ) {}

  /** What the browser asks its passkeys for. No account is named: the passkey says who it is. */
  async options({ id }: PasskeySite, request: Request, response: Response) {
    const { generateAuthenticationOptions } = await webauthn();
    const options = await generateAuthenticationOptions({ rpID: id, userVerification: 'required' });
    await this.challenges.give({ challenge: options.challenge }, request, response);
    return options;
  }

  /**
   * The user whose passkey has signed the challenge of this browser. Throws ApiError
   * `wrong_passkey`. Each refusal counts for the address of the client: throws
   * TooManyRequestsError when there were too many.
   */
  async userOf(text: string, site: PasskeySite, request: Request, response: Response): Promise<ShownUser> {
    const given = await this.challenges.take(undefined, request, response);
    const shown = given && (await this.signedBy(text, given, site));
    if (shown) return shown;
    this.refusals.count(request.ip);
    throw new ApiError('wrong_passkey', 'The passkey does not sign in here. Try again, or use your password.');
  }

  private async signedBy(text: string, given: GivenChallenge, site: PasskeySite): Promise<ShownUser | undefined> {
    const answer = answerIn(text);
    const userId = answer && userIdIn(answer);
    if (userId === undefined || !(await this.accounts.isOpen(userId))) return undefined;
    // Before the passkeys are read: they may be removed, and the user signed out, meanwhile.
    const { signedOutAt } = await this.accounts.accountOf(userId);
    const passkey = (await this.passkeys.listOf(userId)).find(({ credentialId }) => credentialId === answer?.id);
    if (!passkey || !answer) return undefined;
    const expected = { challenge: given.challenge, rpId: site.id, origin: site.origin };
    const counter = await signedCounter(answer, expected, passkey);
    if (counter === undefined) return undefined;
    const { credentialId } = passkey;
    const use = { credentialId, counter, challenge: given.challenge, challengeEndsAt: given.endsAt };
    return (await this.isUsed(userId, use)) ? { userId, signedOutAt } : undefined;
  }

  /** Whether the use counts: not when the challenge was used before, or the counter went back. */
  private async isUsed(userId: string, use: CheckedUse): Promise<boolean> {
    try {
      return await this.passkeys.use(userId, use);
    } catch (error) {
      if (isRefusal(error) && error.code === 'unknown_passkey') return false;
      throw error;
    }
  }
}
