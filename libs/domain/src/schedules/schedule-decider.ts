import type { WeeklyRange } from '../analytics/plan-query.js';
import { checkName } from '../check-name.js';
import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { FIRST_ID, idAfter } from '../numbering.js';
import { passingOver } from '../events/passing-over.js';
import { VersionedMap } from '../versioned-map.js';
import type { Schedule, ScheduleDefinition, ScheduleEvent, ScheduleRange } from './events.js';
import { readScheduleEvent } from './read-schedule-event.js';
import { DAY_MINUTES, parseTimeOfDay } from './time-of-day.js';
import { weeklyRanges } from './weekly-ranges.js';

export interface CreateSchedule extends Command {
  readonly type: 'CreateSchedule';
  readonly data: ScheduleDefinition;
}

export interface ReplaceSchedule extends Command {
  readonly type: 'ReplaceSchedule';
  readonly data: Schedule;
}

/** Makes a removed schedule again, under its id: alerts may name it. */
export interface RestoreSchedule extends Command {
  readonly type: 'RestoreSchedule';
  readonly data: Schedule;
}

export interface RemoveSchedule extends Command {
  readonly type: 'RemoveSchedule';
  readonly data: { readonly id: number };
}

export type ScheduleCommand = CreateSchedule | ReplaceSchedule | RestoreSchedule | RemoveSchedule;

/** The schedules of one user, in the order of their ids. */
export interface Schedules {
  /** The id for the next definition in the stream. See `idAfter`. */
  readonly nextId: number;
  readonly byId: ReadonlyMap<number, Schedule>;
}

/** The limits of one user's schedules. The length of a name is in UTF-16 units. */
export const SCHEDULE_LIMITS = { schedules: 100, rangesOfASchedule: 20, nameLength: 100 } as const;

/**
 * The rules of a `schedule-` stream. A replacement with the same definition gives no event.
 *
 * Refuses with `unknown_schedule` (never created, or removed), `invalid_name`, `no_ranges`,
 * `invalid_weekday` (none, or not 1 to 7), `invalid_time` (not `HH:MM` in whole five minutes, or a
 * begin at `24:00`), `empty_range` (begin and end are equal: a whole day is 00:00 to 24:00) and
 * `limit_reached`. The limit of schedules also holds in the fold: an imported event beyond it
 * changes nothing.
 */
export const scheduleDecider = passingOver<Schedules, ScheduleCommand, ScheduleEvent>(readScheduleEvent, {
  initialState: { nextId: FIRST_ID, byId: new Map() },

  decide(command, { nextId, byId }) {
    switch (command.type) {
      case 'CreateSchedule':
      case 'RestoreSchedule': {
        const definition = checkedDefinition(command.data);
        if (byId.size >= SCHEDULE_LIMITS.schedules) {
          throw new DomainError('limit_reached', `There is room for ${SCHEDULE_LIMITS.schedules} schedules.`);
        }
        const id = command.type === 'RestoreSchedule' ? checkFormerId(command.data.id, { nextId, byId }) : nextId;
        return [{ type: 'ScheduleCreated', data: { id, ...definition } }];
      }
      case 'ReplaceSchedule': {
        const present = scheduleOf(byId, command.data.id);
        const schedule = { id: present.id, ...checkedDefinition(command.data) };
        return isSame(present, schedule) ? [] : [{ type: 'ScheduleReplaced', data: schedule }];
      }
      case 'RemoveSchedule':
        return [{ type: 'ScheduleRemoved', data: { id: scheduleOf(byId, command.data.id).id } }];
    }
  },

  evolve(schedules, event) {
    let byId = VersionedMap.of(schedules.byId);
    switch (event.type) {
      case 'ScheduleCreated':
      case 'ScheduleReplaced':
        if (byId.size < SCHEDULE_LIMITS.schedules || byId.has(event.data.id))
          byId = byId.with(event.data.id, event.data);
        break;
      case 'ScheduleRemoved':
        byId = byId.without(event.data.id);
        break;
    }
    return { nextId: idAfter(schedules.nextId, event), byId };
  },

  passedOver: (schedules) => ({ ...schedules, nextId: schedules.nextId + 1 }),
});

/**
 * The ranges of the user's schedule with this id, for a query plan. Undefined for an unknown id.
 */
export function rangesOfSchedule({ byId }: Schedules, id: number): WeeklyRange[] | undefined {
  const schedule = byId.get(id);
  return schedule && weeklyRanges(schedule.ranges);
}

/** The id of a schedule that was removed. Throws DomainError `unknown_schedule` for any other. */
function checkFormerId(id: number, { nextId, byId }: Schedules): number {
  if (id < nextId && !byId.has(id)) return id;
  throw new DomainError('unknown_schedule', 'There was no such schedule, or it is there.');
}

function scheduleOf(byId: Schedules['byId'], id: number): Schedule {
  const schedule = byId.get(id);
  if (!schedule) throw new DomainError('unknown_schedule', 'There is no such schedule.');
  return schedule;
}

/**
 * Only the fields of a definition, from an object with more fields. Each weekday once, in order.
 */
function checkedDefinition({ name, ranges }: ScheduleDefinition): ScheduleDefinition {
  checkName(name, SCHEDULE_LIMITS.nameLength, 'a schedule');
  if (ranges.length === 0) throw new DomainError('no_ranges', 'A schedule has at least one range.');
  if (ranges.length > SCHEDULE_LIMITS.rangesOfASchedule) {
    throw new DomainError('limit_reached', `A schedule has ${SCHEDULE_LIMITS.rangesOfASchedule} ranges at most.`);
  }
  return { name, ranges: ranges.map(checkedRange) };
}

function checkedRange({ weekdays, from, to }: ScheduleRange): ScheduleRange {
  if (weekdays.length === 0 || weekdays.some((weekday) => ![1, 2, 3, 4, 5, 6, 7].includes(weekday))) {
    throw new DomainError('invalid_weekday', 'A range has weekdays from 1 (Monday) to 7 (Sunday).');
  }
  const [beginMinute, endMinute] = [parseTimeOfDay(from), parseTimeOfDay(to)];
  if (beginMinute === undefined || beginMinute === DAY_MINUTES || endMinute === undefined) {
    throw new DomainError('invalid_time', 'A time is HH:MM in whole five minutes; a range may end at 24:00.');
  }
  if (beginMinute === endMinute) {
    throw new DomainError('empty_range', 'A range ends at another time than it begins; a whole day is 00:00 to 24:00.');
  }
  return { weekdays: [...new Set(weekdays)].sort((a, b) => a - b), from, to };
}

/** Compares two schedules in the form of `checkedDefinition`. */
const isSame = (one: Schedule, other: Schedule): boolean => JSON.stringify(one) === JSON.stringify(other);
