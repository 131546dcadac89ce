import { type LocalDate, parseLocalDate } from '../calendar/local-date.js';
import type { DomainEvent } from '../decider.js';
import { unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';

/**
 * Local days of a user that have events, or get their first ones next. A day is listed before its
 * first event, so exports and erasures find the days without a look at other streams. A crash in
 * between leaves a listed day without events. A day may be listed twice.
 */
export interface DaysListed extends DomainEvent {
  readonly type: 'DaysListed';
  readonly data: {
    readonly localDates: readonly LocalDate[];
    /** From here on the list has every day of the user. Only lists of older accounts need it. */
    readonly isComplete?: true;
  };
}

/** An append has room for 1 MiB. So many days take a tenth of it. */
const DAYS_OF_AN_EVENT = 10_000;

/** The events that list these days. `isComplete`: the last event says that no other day is left. */
export function daysListed(days: Iterable<LocalDate>, { isComplete = false } = {}): DaysListed[] {
  const all = [...days];
  const events: DaysListed[] = [];
  for (let n = 0; n < all.length || (isComplete && n === 0); n += DAYS_OF_AN_EVENT) {
    const isLast = n + DAYS_OF_AN_EVENT >= all.length;
    const localDates = all.slice(n, n + DAYS_OF_AN_EVENT);
    events.push({ type: 'DaysListed', data: { localDates, ...(isComplete && isLast && { isComplete }) } });
  }
  return events;
}

/** The events of `daylist-` streams. */
export const DAY_LIST_EVENTS: EventEntries<DaysListed> = {
  DaysListed: {
    check: ({ localDates, isComplete }) => {
      const isDay = (one: unknown) => typeof one === 'string' && parseLocalDate(one) === one;
      if (!Array.isArray(localDates) || localDates.length > DAYS_OF_AN_EVENT || !localDates.every(isDay))
        throw unreadable('localDates');
      if (isComplete !== undefined && isComplete !== true) throw unreadable('isComplete');
    },
    upcasters: [],
  },
};

/** Reads one of these events. `readerOf` says what it returns and throws. */
export const readDayListEvent = readerOf<DaysListed>(DAY_LIST_EVENTS);
