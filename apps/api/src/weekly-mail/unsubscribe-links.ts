import { Inject, Injectable } from '@nestjs/common';
import type { ApiSettings } from '@app/settings';
import { SETTINGS } from '../ground/settings.module.js';
import { signedText, signedValue } from '../ground/signed-text.js';
import { ChallengeKey } from '../identity/factors/challenge-key.js';
import { CLOCK, type Clock } from '../stores/tokens.js';

const PURPOSE = 'end of weekly mails';
/** A mail may lie for a year before its reader has enough of it. */
const LIFETIME_MS = 400 * 86_400_000;

/**
 * The links with which a reader ends the weekly mails, without a sign-in. A link can do nothing
 * else, so it may work often. No store holds it: it is signed.
 */
@Injectable()
export class UnsubscribeLinks {
  constructor(
    private readonly key: ChallengeKey,
    @Inject(SETTINGS) private readonly settings: Pick<ApiSettings, 'publicUrl'>,
    @Inject(CLOCK) private readonly clock: Clock,
  ) {}

  async urlFor(userId: string): Promise<string> {
    const signing = { key: await this.key.read(), purpose: PURPOSE };
    const link = signedText({ userId }, this.clock() + LIFETIME_MS, signing);
    return `${this.settings.publicUrl ?? ''}/weekly-mail/end?${new URLSearchParams({ link }).toString()}`;
  }

  /** The user of a link. Undefined when the link was changed, or when its time is over. */
  async userOf(link: string): Promise<string | undefined> {
    const signing = { key: await this.key.read(), purpose: PURPOSE };
    return (signedValue(link, this.clock(), signing) as { userId: string } | undefined)?.userId;
  }
}
