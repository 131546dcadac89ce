import { parseLocalDate } from '../calendar/local-date.js';
import { checkMoment, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import { MAIL_LANGUAGES, type MailingEvent } from './events.js';

/** The events of `mailing-` streams. */
export const MAILING_EVENTS: EventEntries<MailingEvent> = {
  WeeklyMailChosen: {
    check: (data) => {
      if (!(MAIL_LANGUAGES as readonly unknown[]).includes(data['language'])) throw unreadable('language');
      checkMoment(data, 'at');
    },
    upcasters: [],
  },
  WeeklyMailEnded: { check: () => undefined, upcasters: [] },
  WeekMailBegun: {
    check: (data) => {
      monday(data);
      checkMoment(data, 'at');
    },
    upcasters: [],
  },
  WeekMailed: { check: monday, upcasters: [] },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readMailingEvent = readerOf<MailingEvent>(MAILING_EVENTS);

function monday(data: Fields): void {
  const { monday: date } = data;
  if (typeof date !== 'string' || !parseLocalDate(date)) throw unreadable('monday');
}
