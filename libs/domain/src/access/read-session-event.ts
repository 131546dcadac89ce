import { checkMoment, checkText, checkTexts } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { SessionEvent } from './session-list.js';

/** The events of `session-` streams. */
export const SESSION_EVENTS: EventEntries<SessionEvent> = {
  SessionListed: {
    check: (data) => {
      checkTexts(data, 'sessionId', 'secretHash');
      for (const name of ['startedAt', 'expiresAt']) checkMoment(data, name);
      for (const name of ['browser', 'lastUsedOn']) if (data[name] !== undefined) checkText(data, name);
    },
    upcasters: [],
  },
  SessionUsed: { check: (data) => checkTexts(data, 'secretHash', 'date'), upcasters: [] },
  SessionEnded: { check: (data) => checkText(data, 'secretHash'), upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readSessionEvent = readerOf<SessionEvent>(SESSION_EVENTS);
