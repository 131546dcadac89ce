import { checkMoment, checkText, checkTexts, checkWhole, type Fields } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { PasskeyEvent } from './events.js';

/** The events of `passkey-` streams. */
export const PASSKEY_EVENTS: EventEntries<PasskeyEvent> = {
  PasskeyAdded: { check: added, upcasters: [] },
  PasskeyUsed: { check: used, upcasters: [] },
  PasskeyBlocked: { check: (data) => checkText(data, 'passkeyId'), upcasters: [] },
  PasskeyRenamed: { check: (data) => checkTexts(data, 'passkeyId', 'name'), upcasters: [] },
  PasskeyRemoved: { check: (data) => checkText(data, 'passkeyId'), upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readPasskeyEvent = readerOf<PasskeyEvent>(PASSKEY_EVENTS);

/** A counter has 32 bits. Source: WebAuthn Level 2, section 6.1. */
const LARGEST_COUNTER = 2 ** 32 - 1;

function added(data: Fields): void {
  checkTexts(data, 'passkeyId', 'name', 'credentialId');
  // Keys of new algorithms are long: ML-DSA-44 has 1,312 bytes.
  checkText(data, 'publicKey', 4_096);
  checkWhole(data, 'counter', { min: 0, max: LARGEST_COUNTER });
  checkMoment(data, 'addedAt');
}

function used(data: Fields): void {
  checkTexts(data, 'passkeyId', 'date', 'challengeHash');
  checkWhole(data, 'counter', { min: 0, max: LARGEST_COUNTER });
  checkMoment(data, 'challengeEndsAt');
}
