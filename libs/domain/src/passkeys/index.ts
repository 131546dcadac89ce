export { challengeKeyDecider, type ChallengeKeyMade } from './challenge-key.js';
export type { PasskeyEvent } from './events.js';
export { type Passkey, type PasskeyCommand, passkeyDecider, type Passkeys } from './passkey-decider.js';
export { PASSKEY_EVENTS, readPasskeyEvent } from './read-passkey-event.js';
