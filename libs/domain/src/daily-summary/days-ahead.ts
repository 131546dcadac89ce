import type { UntypedEvent } from '../activity/read-activity-event.js';
import { type LocalDate, parseLocalDate } from '../calendar/local-date.js';
import type { Command, Decider, DomainEvent } from '../decider.js';
import { passingOver } from '../log/passing-over.js';
import { checkText, type EventChecks, readEvent, unreadable } from '../log/read-event.js';

/** A local day of a user. */
export interface DayAhead {
  readonly userId: string;
  readonly localDate: LocalDate;
}

/**
 * A day has time long before it comes: somebody's clock was wrong. Once for a day: a list of what to close one day, so that
 * nobody has to read the log from there again until then.
 */
export interface DayAheadListed extends DomainEvent {
  readonly type: 'DayAheadListed';
  readonly data: DayAhead;
}

export interface ListDayAhead extends Command {
  readonly type: 'ListDayAhead';
  readonly data: DayAhead;
}

/** The rules of the stream of days ahead for one day in it: whether it is listed is all of the state. */
export function dayAheadDecider({ userId, localDate }: DayAhead): Decider<boolean, ListDayAhead, DayAheadListed> {
  return passingOver<boolean, ListDayAhead, DayAheadListed>(readDayAheadEvent, {
    initialState: false,
    decide: (_command, isListed) => (isListed ? [] : [{ type: 'DayAheadListed', data: { userId, localDate } }]),
    evolve: (isListed, { data }) => isListed || (data.userId === userId && data.localDate === localDate),
  });
}

/** An event of that stream, checked before it is trusted; see `readEvent` for what it returns and throws. */
export function readDayAheadEvent(event: Omit<UntypedEvent, 'stream'>): DayAheadListed | undefined {
  return readEvent<DayAheadListed>(CHECKS, event);
}

const CHECKS: EventChecks = new Map([
  [
    'DayAheadListed',
    (data) => {
      checkText(data, 'userId');
      if (typeof data.localDate !== 'string' || !parseLocalDate(data.localDate)) throw unreadable('localDate');
    },
  ],
]);
