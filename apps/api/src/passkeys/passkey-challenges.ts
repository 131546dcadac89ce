import type { ApiSettings } from '@app/settings';
import { Inject, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { SETTINGS } from '../ground/settings.module.js';
import { signedText, signedValue } from '../ground/signed-text.js';
import { OwnCookie } from '../guards/cookies/own-cookie.js';
import { ChallengeKey } from '../identity/factors/challenge-key.js';
import { CLOCK, type Clock } from '../stores/tokens.js';

/** Long enough to find the phone. */
const LIFETIME_MS = 5 * 60_000;

/** A challenge on its way. */
export interface GivenChallenge {
  /** In base64url. */
  readonly challenge: string;
  /** Epoch ms, exclusive. */
  readonly endsAt: number;
  /** The user who adds a passkey. Undefined while a person signs in: the passkey says who it is. */
  readonly userId?: string | undefined;
}

/** The cookie that keeps the challenge of one browser. */
class ChallengeCookie extends OwnCookie {
  constructor(settings: Pick<ApiSettings, 'publicUrl'>) {
    super('timeledger_passkey', settings);
  }

  set(request: Request, response: Response, text: string): void {
    this.give(request, response, text, LIFETIME_MS);
  }
}

/**
 * Challenges for passkeys. The browser keeps its challenge in a cookie that the server has signed,
 * so every API process knows it, and a stranger who asks for challenges fills nothing. A challenge
 * counts for five minutes, in one browser. The stream of the passkeys lets it sign in once.
 */
@Injectable()
export class PasskeyChallenges {
  private readonly cookie: ChallengeCookie;

  constructor(
    @Inject(SETTINGS) settings: Pick<ApiSettings, 'publicUrl'>,
    @Inject(CLOCK) private readonly clock: Clock,
    private readonly key: ChallengeKey,
  ) {
    this.cookie = new ChallengeCookie(settings);
  }

  /** Gives the browser a challenge: to sign in, or to add a passkey as this user. */
  async give(
    { challenge, userId }: Pick<GivenChallenge, 'challenge' | 'userId'>,
    request: Request,
    response: Response,
  ): Promise<void> {
    const endsAt = this.clock() + LIFETIME_MS;
    const given: GivenChallenge = { challenge, endsAt, userId };
    this.cookie.set(request, response, signedText(given, endsAt, await this.signing()));
  }

  /**
   * Takes the challenge of the browser back. Undefined when there is none, when its time is over,
   * or when it was given to another user or for the other purpose.
   */
  async take(userId: string | undefined, request: Request, response: Response): Promise<GivenChallenge | undefined> {
    const text = this.cookie.read(request);
    if (text === undefined) return undefined;
    this.cookie.clear(request, response);
    // The signature says that the value is one of ours.
    const given = signedValue(text, this.clock(), await this.signing()) as GivenChallenge | undefined;
    return given?.userId === userId ? given : undefined;
  }

  private async signing() {
    return { key: await this.key.read(), purpose: 'passkey' };
  }
}
