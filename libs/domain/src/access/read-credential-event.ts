import { checkMoment, checkText, checkTextList, checkTexts, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import { checkKeyTerms } from './keys/check-key-terms.js';
import type { CredentialEvent, CredentialKind } from './credential.js';

/** The events of `credential-` streams. */
export const CREDENTIAL_EVENTS: EventEntries<CredentialEvent> = {
  CredentialIssued: { check: issued, upcasters: [] },
  CredentialRevoked: { check: () => undefined, upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readCredentialEvent = readerOf<CredentialEvent>(CREDENTIAL_EVENTS);

function issued(data: Fields): void {
  checkTexts(data, 'userId', 'credentialId');
  const check = Object.hasOwn(CHECKS, String(data.kind)) ? CHECKS[data.kind as CredentialKind] : undefined;
  if (!check) throw unreadable('kind');
  check(data);
}

/** The checks of the other fields of a credential, by its kind. */
const CHECKS: Readonly<Record<CredentialKind, (data: Fields) => void>> = {
  'api-key': checkKeyTerms,
  'access-token': checkAllowed,
  session: (data) => ['startedAt', 'expiresAt'].forEach((name) => checkMoment(data, name)),
  'authorization-code': (data) => {
    checkAllowed(data);
    checkText(data, 'redirectUri');
    if (data.codeChallenge !== undefined) checkText(data, 'codeChallenge');
    checkMoment(data, 'expiresAt');
  },
};

/**
 * Checks an application and its scopes. Unknown scopes pass: a newer version may have granted them.
 */
function checkAllowed(data: Fields): void {
  checkText(data, 'clientId');
  checkTextList(data, 'scopes');
}
