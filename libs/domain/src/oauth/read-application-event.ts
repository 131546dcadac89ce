import { checkText, checkTextList, checkTexts, type Fields } from '../log/check-fields.js';
import type { EventEntries } from '../log/event-entry.js';
import { readerOf } from '../log/read-event.js';
import type { ApplicationEvent } from './application-decider.js';

/** The events of `client-` streams. */
export const APPLICATION_EVENTS: EventEntries<ApplicationEvent> = {
  ApplicationRegistered: { check: registered, upcasters: [] },
  ClientSecretRotated: { check: (data) => checkText(data, 'secretHash'), upcasters: [] },
  ApplicationRemoved: { check: () => undefined, upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readApplicationEvent = readerOf<ApplicationEvent>(APPLICATION_EVENTS);

/** Scopes are not looked up: one that a later version grants opens nothing here. */
function registered(data: Fields): void {
  checkTexts(data, 'clientId', 'name');
  if (data.secretHash !== undefined) checkText(data, 'secretHash');
  checkTextList(data, 'redirectUris');
  checkTextList(data, 'scopes');
}
