import { checkedSubject } from '../alerts/index.js';
import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { passingOver } from '../events/passing-over.js';
import { FIRST_ID, idAfter } from '../numbering.js';
import { VersionedMap } from '../versioned-map.js';
import type { Goal, GoalDefinition, GoalEvent } from './events.js';
import { MOST_HOURS } from './goal-hours.js';
import { readGoalEvent } from './read-goal-event.js';

export interface SetGoal extends Command {
  readonly type: 'SetGoal';
  readonly data: GoalDefinition;
}

export interface ChangeGoal extends Command {
  readonly type: 'ChangeGoal';
  readonly data: Goal;
}

export interface RemoveGoal extends Command {
  readonly type: 'RemoveGoal';
  readonly data: { readonly id: number };
}

/** Sets a removed goal again, under its id. */
export interface RestoreGoal extends Command {
  readonly type: 'RestoreGoal';
  readonly data: Goal;
}

export type GoalCommand = SetGoal | ChangeGoal | RestoreGoal | RemoveGoal;

/** The goals of one user, in the order of their ids. */
export interface Goals {
  /** The id for the next goal in the stream. See `idAfter`. */
  readonly nextId: number;
  readonly byId: ReadonlyMap<number, Goal>;
}

/** The most goals of one user. */
export const GOAL_LIMITS = { goals: 50 } as const;

/**
 * The rules of a `goal-` stream. A change to the same definition gives no event.
 *
 * Refuses with `unknown_goal` (never set, or removed), `invalid_hours`, `invalid_name`,
 * `unknown_overview`, `invalid_level`, `invalid_schedule` and `limit_reached`. It checks only the
 * form of a schedule id. The limit of goals also holds in the fold: an imported event beyond it
 * changes nothing.
 */
export const goalDecider = passingOver<Goals, GoalCommand, GoalEvent>(readGoalEvent, {
  initialState: { nextId: FIRST_ID, byId: new Map() },

  decide(command, { nextId, byId }) {
    switch (command.type) {
      case 'SetGoal':
      case 'RestoreGoal': {
        const definition = checkedDefinition(command.data);
        if (byId.size >= GOAL_LIMITS.goals)
          throw new DomainError('limit_reached', `There is room for ${GOAL_LIMITS.goals} goals.`);
        const id = command.type === 'RestoreGoal' ? checkFormerId(command.data.id, { nextId, byId }) : nextId;
        return [{ type: 'GoalSet', data: { id, ...definition } }];
      }
      case 'ChangeGoal': {
        const present = goalOf(byId, command.data.id);
        const goal = { id: present.id, ...checkedDefinition(command.data) };
        return JSON.stringify(present) === JSON.stringify(goal) ? [] : [{ type: 'GoalChanged', data: goal }];
      }
      case 'RemoveGoal':
        return [{ type: 'GoalRemoved', data: { id: goalOf(byId, command.data.id).id } }];
    }
  },

  evolve(goals, event) {
    let byId = VersionedMap.of(goals.byId);
    switch (event.type) {
      case 'GoalSet':
      case 'GoalChanged':
        if (byId.size < GOAL_LIMITS.goals || byId.has(event.data.id)) byId = byId.with(event.data.id, event.data);
        break;
      case 'GoalRemoved':
        byId = byId.without(event.data.id);
        break;
    }
    return { nextId: idAfter(goals.nextId, event), byId };
  },

  passedOver: (goals) => ({ ...goals, nextId: goals.nextId + 1 }),
});

/** The id of a goal that was removed. Throws DomainError `unknown_goal` for any other. */
function checkFormerId(id: number, { nextId, byId }: Goals): number {
  if (id < nextId && !byId.has(id)) return id;
  throw new DomainError('unknown_goal', 'There was no such goal, or it is there.');
}

function goalOf(byId: Goals['byId'], id: number): Goal {
  const goal = byId.get(id);
  if (!goal) throw new DomainError('unknown_goal', 'There is no such goal.');
  return goal;
}

/** Only the fields of a definition, from an object with more fields. */
function checkedDefinition({ aim, hours, per, subject, scheduleId }: GoalDefinition): GoalDefinition {
  if (!(hours > 0 && hours <= MOST_HOURS[per]))
    throw new DomainError('invalid_hours', `The hours of a goal for a ${per} are above 0, up to ${MOST_HOURS[per]}.`);
  if (scheduleId !== undefined && !(Number.isSafeInteger(scheduleId) && scheduleId >= FIRST_ID))
    throw new DomainError('invalid_schedule', 'scheduleId is the id of a schedule.');
  return { aim, hours, per, subject: checkedSubject(subject), ...(scheduleId !== undefined && { scheduleId }) };
}
