import type { Alert, AlertCommand, AlertEvent, Alerts } from '../alerts/index.js';
import type { Goal, GoalCommand, GoalEvent, Goals } from '../goals/index.js';
import type { Highlight, HighlightCommand, HighlightEvent, Highlights } from '../highlights/index.js';
import type { Schedule, ScheduleCommand, ScheduleEvent, Schedules } from '../schedules/index.js';
import { thingById, type ThingsOf } from './thing.js';

interface WithId {
  readonly id: number;
}

const scheduleOf = ({ id }: WithId) => [
  thingById<Schedule, ScheduleCommand>(id, {
    name: 'schedule',
    restore: (data) => ({ type: 'RestoreSchedule', data }),
    replace: (data) => ({ type: 'ReplaceSchedule', data }),
    remove: (gone) => ({ type: 'RemoveSchedule', data: { id: gone } }),
  }),
];

/** What each event of a `schedule-` stream changes. */
export const SCHEDULE_THINGS: ThingsOf<Schedules, ScheduleCommand, ScheduleEvent> = {
  ScheduleCreated: scheduleOf,
  ScheduleReplaced: scheduleOf,
  ScheduleRemoved: scheduleOf,
};

const alertOf = ({ id }: WithId) => [
  thingById<Alert, AlertCommand>(id, {
    name: 'alert',
    restore: (data) => ({ type: 'RestoreAlert', data }),
    replace: (data) => ({ type: 'ChangeAlert', data }),
    remove: (gone) => ({ type: 'RemoveAlert', data: { id: gone } }),
  }),
];

/** What each event of an `alert-` stream changes. No person chose that an alert triggered. */
export const ALERT_THINGS: ThingsOf<Alerts, AlertCommand, AlertEvent> = {
  AlertDefined: alertOf,
  AlertChanged: alertOf,
  AlertRemoved: alertOf,
  AlertTriggered: () => [],
};

const goalOf = ({ id }: WithId) => [
  thingById<Goal, GoalCommand>(id, {
    name: 'goal',
    restore: (data) => ({ type: 'RestoreGoal', data }),
    replace: (data) => ({ type: 'ChangeGoal', data }),
    remove: (gone) => ({ type: 'RemoveGoal', data: { id: gone } }),
  }),
];

/** What each event of a `goal-` stream changes. */
export const GOAL_THINGS: ThingsOf<Goals, GoalCommand, GoalEvent> = {
  GoalSet: goalOf,
  GoalChanged: goalOf,
  GoalRemoved: goalOf,
};

const highlightOf = ({ id }: WithId) => [
  thingById<Highlight, HighlightCommand>(id, {
    name: 'highlight',
    restore: (data) => ({ type: 'RestoreHighlight', data }),
    replace: (data) => ({ type: 'ReplaceHighlight', data }),
    remove: (gone) => ({ type: 'RemoveHighlight', data: { id: gone } }),
  }),
];

/** What each event of a `highlight-` stream changes. */
export const HIGHLIGHT_THINGS: ThingsOf<Highlights, HighlightCommand, HighlightEvent> = {
  HighlightPosted: highlightOf,
  HighlightReplaced: highlightOf,
  HighlightRemoved: highlightOf,
};
