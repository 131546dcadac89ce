import { parseLocalDate } from '../calendar/local-date.js';
import { checkMoment, checkWhole, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { KeepingEvent } from './keeping-decider.js';

/** The events of `keeping-` streams. */
export const KEEPING_EVENTS: EventEntries<KeepingEvent> = {
  KeepingChosen: {
    check: (data) => {
      if (data.months !== null) months(data);
    },
    upcasters: [],
  },
  ErasureByAgeAnnounced: {
    check: (data) => {
      months(data);
      checkMoment(data, 'firstAt');
    },
    upcasters: [],
  },
  ErasureByAgeEnded: { check: () => undefined, upcasters: [] },
  ErasedByAge: {
    check: ({ before }) => {
      if (typeof before !== 'string' || !parseLocalDate(before)) throw unreadable('before');
    },
    upcasters: [],
  },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readKeepingEvent = readerOf<KeepingEvent>(KEEPING_EVENTS);

const months = (data: Fields) => checkWhole(data, 'months', { min: 1, max: 1_200 });
