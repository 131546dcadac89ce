import { checkText, checkWhole, type Fields } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { LoginEvent } from './login.js';

/** The events of `login-` streams. */
export const LOGIN_EVENTS: EventEntries<LoginEvent> = {
  LoginRegistered: { check: checkRegistered, upcasters: [] },
  LoginReleased: { check: () => undefined, upcasters: [] },
};

function checkRegistered(data: Fields): void {
  checkText(data, 'userId');
  if (data['at'] !== undefined) checkWhole(data, 'at', { min: 0, max: Number.MAX_SAFE_INTEGER });
}

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readLoginEvent = readerOf<LoginEvent>(LOGIN_EVENTS);
