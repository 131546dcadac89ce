import { checkMoment, checkText, checkTextList, checkTexts, type Fields } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { GrantEvent } from './grant-events.js';

/** The events of `grant-` streams. */
export const GRANT_EVENTS: EventEntries<GrantEvent> = {
  AuthorizationCodeListed: {
    check: (data) => {
      checkText(data, 'codeHash');
      checkMoment(data, 'expiresAt');
    },
    upcasters: [],
  },
  AuthorizationCodeForgotten: { check: (data) => checkText(data, 'codeHash'), upcasters: [] },
  AccessTokenListed: { check: listed, upcasters: [] },
  AccessTokenReturned: { check: (data) => checkText(data, 'tokenHash'), upcasters: [] },
  CodeReplayed: { check: (data) => checkText(data, 'codeHash'), upcasters: [] },
  ApplicationDisconnected: { check: (data) => checkText(data, 'clientId'), upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readGrantEvent = readerOf<GrantEvent>(GRANT_EVENTS);

function listed(data: Fields): void {
  checkTexts(data, 'tokenHash', 'codeHash', 'clientId');
  checkTextList(data, 'scopes');
  checkMoment(data, 'grantedAt');
}
