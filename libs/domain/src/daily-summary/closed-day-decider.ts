import type { LocalDate } from '../calendar/local-date.js';
import type { Command, Decider } from '../decider.js';
import { passingOver } from '../log/passing-over.js';
import type { ClosedDay, DayTotals, SummaryEvent } from './events.js';
import { readSummaryEvent } from './read-summary-event.js';

/** Says what a day came to. Safe to say again: a day is closed once. */
export interface CloseDay extends Command {
  readonly type: 'CloseDay';
  readonly data: Omit<ClosedDay, 'localDate'>;
}

/** Says what a closed day comes to now, under the taxonomy of its close. Safe to say again, and in any order. */
export interface RestateDay extends Command {
  readonly type: 'RestateDay';
  readonly data: DayTotals & Pick<ClosedDay, 'activityRevision'>;
}

export type SummaryCommand = CloseDay | RestateDay;

/**
 * The rules of a `summary-` stream for one day in it, which is all that the state has: what the day came to, undefined
 * until it is closed.
 *
 * A day is closed once, and only when it has time; it may be restated to none. A restatement gives no event for a day
 * that is not closed, when its totals are known, and when they were folded from no more of the day's stream than the
 * ones that are known: whoever is slow never takes back what somebody else has seen. An event that leaves the totals as
 * they are is not remembered. It is folded again when the log is replayed, and gives nothing again; an event in the
 * summary would be there for ever and say nothing. Nor can it mislead: totals that differ were folded from a newer one.
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
