import { checkText, checkTextList, checkTexts, type Fields } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { ApplicationEvent } from './application-decider.js';

/** The events of `client-` streams. */
export const APPLICATION_EVENTS: EventEntries<ApplicationEvent> = {
  ApplicationRegistered: { check: registered, upcasters: [] },
  ClientSecretRotated: { check: (data) => checkText(data, 'secretHash'), upcasters: [] },
  ApplicationRemoved: { check: () => undefined, upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readApplicationEvent = readerOf<ApplicationEvent>(APPLICATION_EVENTS);

/** Unknown scopes pass: a newer version may have allowed them. */
function registered(data: Fields): void {
  checkTexts(data, 'clientId', 'name');
  if (data.secretHash !== undefined) checkText(data, 'secretHash');
  checkTextList(data, 'redirectUris');
  checkTextList(data, 'scopes');
}
