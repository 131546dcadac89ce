import type { Command, Decider, DomainEvent } from '../decider.js';
import { checkText } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';

/**
 * The key by which every API process signs challenges for passkeys. A person who has the log has
 * the key. That is no way in: a challenge is worth nothing without the private key of a passkey.
 */
export interface ChallengeKeyMade extends DomainEvent {
  readonly type: 'ChallengeKeyMade';
  /** 256 random bits, in base64url. */
  readonly data: { readonly key: string };
}

export interface MakeChallengeKey extends Command {
  readonly type: 'MakeChallengeKey';
  readonly data: ChallengeKeyMade['data'];
}

/** The events of the stream `challenge-key`. */
export const CHALLENGE_KEY_EVENTS: EventEntries<ChallengeKeyMade> = {
  ChallengeKeyMade: { check: (data) => checkText(data, 'key'), upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readChallengeKeyEvent = readerOf<ChallengeKeyMade>(CHALLENGE_KEY_EVENTS);

/** The rules of the stream `challenge-key`: the key that came first stays. */
export const challengeKeyDecider: Decider<string | undefined, MakeChallengeKey, ChallengeKeyMade> = refusingUnreadable<
  string | undefined,
  MakeChallengeKey,
  ChallengeKeyMade
>(readChallengeKeyEvent, {
  initialState: undefined,
  decide: ({ data }, key) => (key === undefined ? [{ type: 'ChallengeKeyMade', data }] : []),
  evolve: (key, { data }) => key ?? data.key,
});
