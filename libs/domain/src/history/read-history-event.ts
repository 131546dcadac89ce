import { parseLocalDate } from '../calendar/local-date.js';
import { checkMoment, checkText, checkWhole, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { HistoryEvent } from './events.js';

const LONGEST_ID = 100;

/** The events of `history-` streams. */
export const HISTORY_EVENTS: EventEntries<HistoryEvent> = {
  DayChangeListed: {
    check(data) {
      if (typeof data.localDate !== 'string' || !parseLocalDate(data.localDate)) throw unreadable('localDate');
      checkText(data, 'commandId', LONGEST_ID);
      checkWhole(data, 'revision', { min: 0, max: Number.MAX_SAFE_INTEGER });
    },
    upcasters: [],
  },
  ImportListed: {
    check(data) {
      if (data.format !== 'timeledger' && data.format !== 'rescuetime') throw unreadable('format');
      checkMoment(data, 'at');
    },
    upcasters: [],
  },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readHistoryEvent = readerOf<HistoryEvent>(HISTORY_EVENTS);
