import type { LocalDate } from '../calendar/local-date.js';
import type { Command, Decider } from '../decider.js';
import { passingOver } from '../events/passing-over.js';
import type { ClosedDay, DayTotals, SummaryEvent } from './events.js';
import { readSummaryEvent } from './read-summary-event.js';

/** Records the totals of a day. Repeats are safe: a day is closed once. */
export interface CloseDay extends Command {
  readonly type: 'CloseDay';
  readonly data: Omit<ClosedDay, 'localDate'>;
}

/**
 * Records the new totals of a closed day, under the taxonomy of its close. Repeats are safe, in any
 * order.
 */
export interface RestateDay extends Command {
  readonly type: 'RestateDay';
  readonly data: DayTotals & Pick<ClosedDay, 'activityRevision'>;
}

export type SummaryCommand = CloseDay | RestateDay;

/**
 * The rules of a `summary-` stream for one of its days. The state is the totals of that day, or
 * undefined before the close.
 *
 * A day is closed once, and only when it has time. It may be restated to no time. A restatement
 * gives no event in three cases: the day is not closed, its totals are known already, or the known
 * totals come from the same or a later revision of the day's stream. So a slow process never takes
 * back the result of a faster one.
 *
 * An activity event without effect on the totals is not recorded here. A replay folds it again and
 * gives nothing again. That is safe, because different totals always come from a newer revision.
 */
export function closedDayDecider(localDate: LocalDate): Decider<ClosedDay | undefined, SummaryCommand, SummaryEvent> {
  return passingOver<ClosedDay | undefined, SummaryCommand, SummaryEvent>(readSummaryEvent, {
    initialState: undefined,

    decide(command, closed) {
      switch (command.type) {
        case 'CloseDay':
          return closed || !hasTime(command.data) ? [] : [{ type: 'DayClosed', data: { localDate, ...command.data } }];
        case 'RestateDay': {
          const { activityRevision, levels, overviews } = command.data;
          if (!closed || activityRevision <= closed.activityRevision || isSame(closed, command.data)) return [];
          return [{ type: 'DayRestated', data: { ...closed, activityRevision, levels, overviews } }];
        }
      }
    },

    evolve: (closed, { data }) => (data.localDate === localDate ? data : closed),
  });
}

const hasTime = ({ levels }: DayTotals): boolean => Object.values(levels).some((ms) => ms > 0);

const isSame = (one: DayTotals, other: DayTotals): boolean =>
  isSameRecord(one.levels, other.levels) && isSameRecord(one.overviews, other.overviews);

function isSameRecord(one: Readonly<Record<string, number>>, other: Readonly<Record<string, number>>): boolean {
  const entries = Object.entries(one);
  return entries.length === Object.keys(other).length && entries.every(([name, ms]) => other[name] === ms);
}
