import { checkText } from '../log/check-fields.js';
import type { EventEntries } from '../log/event-entry.js';
import { readerOf } from '../log/read-event.js';
import type { LoginEvent } from './login.js';

/** The events of `login-` streams. */
export const LOGIN_EVENTS: EventEntries<LoginEvent> = {
  LoginRegistered: { check: (data) => checkText(data, 'userId'), upcasters: [] },
  LoginReleased: { check: () => undefined, upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readLoginEvent = readerOf<LoginEvent>(LOGIN_EVENTS);
