import { checkText } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { LoginEvent } from './login.js';

/** The events of `login-` streams. */
export const LOGIN_EVENTS: EventEntries<LoginEvent> = {
  LoginRegistered: { check: (data) => checkText(data, 'userId'), upcasters: [] },
  LoginReleased: { check: () => undefined, upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readLoginEvent = readerOf<LoginEvent>(LOGIN_EVENTS);
