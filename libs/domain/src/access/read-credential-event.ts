import { checkMoment, checkText, checkTextList, checkTexts, type Fields, unreadable } from '../log/check-fields.js';
import type { EventEntries } from '../log/event-entry.js';
import { readerOf } from '../log/read-event.js';
import type { CredentialEvent, CredentialKind } from './credential.js';

/** The events of `credential-` streams. */
export const CREDENTIAL_EVENTS: EventEntries<CredentialEvent> = {
  CredentialIssued: { check: issued, upcasters: [] },
  CredentialRevoked: { check: () => undefined, upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readCredentialEvent = readerOf<CredentialEvent>(CREDENTIAL_EVENTS);

function issued(data: Fields): void {
  checkTexts(data, 'userId', 'credentialId');
  const check = Object.hasOwn(CHECKS, String(data.kind)) ? CHECKS[data.kind as CredentialKind] : undefined;
  if (!check) throw unreadable('kind');
  check(data);
}

/** What a credential of one kind has besides its user and id. */
const CHECKS: Readonly<Record<CredentialKind, (data: Fields) => void>> = {
  'api-key': () => undefined,
  'access-token': checkAllowed,
  session: (data) => ['startedAt', 'expiresAt'].forEach((name) => checkMoment(data, name)),
  'authorization-code': (data) => {
    checkAllowed(data);
    checkText(data, 'redirectUri');
    if (data.codeChallenge !== undefined) checkText(data, 'codeChallenge');
    checkMoment(data, 'expiresAt');
  },
};

/** What an application may do. Scopes are not looked up: one that a later version grants opens nothing here. */
function checkAllowed(data: Fields): void {
  checkText(data, 'clientId');
  checkTextList(data, 'scopes');
}
