import type { Passkey } from '@app/domain';
import { Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import type { PasskeySite } from '../front/relying-party.js';
import { ApiError } from '../ground/api-error.js';
import { UserPasskeys } from '../identity/factors/user-passkeys.js';
import type { PageUser } from '../pages/page.js';
import { answerIn, registeredPasskey } from './passkey-answer.js';
import { PasskeyChallenges } from './passkey-challenges.js';
import { webauthn } from './webauthn.js';

/** A new passkey, as a page sends it. */
export interface TypedPasskey {
  readonly name: string;
  /** The JSON of the browser’s answer. */
  readonly answer: string;
}

/** Adds passkeys to the account of a user who is signed in. */
@Injectable()
export class PasskeyRegistration {
  constructor(
    private readonly passkeys: UserPasskeys,
    private readonly challenges: PasskeyChallenges,
  ) {}

  /**
   * What the browser makes a passkey for. It must be one that the device finds without a name, and
   * that asks for a PIN, a fingerprint or the like each time.
   */
  async options(
    { id }: PasskeySite,
    { userId, email }: Pick<PageUser, 'userId' | 'email'>,
    request: Request,
    response: Response,
  ) {
    const known: readonly Passkey[] = await this.passkeys.listOf(userId);
    const { generateRegistrationOptions } = await webauthn();
    const options = await generateRegistrationOptions({
      ...{ rpName: 'Timeledger', rpID: id, userName: email, userDisplayName: email },
      userID: new TextEncoder().encode(userId),
      attestationType: 'none',
      excludeCredentials: known.map(({ credentialId }) => ({ id: credentialId })),
      authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    });
    await this.challenges.give({ challenge: options.challenge, userId }, request, response);
    return options;
  }

  /** Throws ApiError `wrong_passkey`, DomainError `invalid_name`, `limit_reached`. */
  async add(
    userId: string,
    { site, typed }: { site: PasskeySite; typed: TypedPasskey },
    request: Request,
    response: Response,
  ): Promise<void> {
    const given = await this.challenges.take(userId, request, response);
    const answer = answerIn(typed.answer);
    const expected = given && { challenge: given.challenge, rpId: site.id, origin: site.origin };
    const made = answer && expected && (await registeredPasskey(answer, expected));
    if (!made) throw new ApiError('wrong_passkey', 'The browser made no passkey that works here. Try again.');
    await this.passkeys.add(userId, { ...made, name: typed.name });
  }
}
