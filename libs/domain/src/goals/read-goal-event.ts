import { checkWrittenSubject } from '../alerts/index.js';
import { checkId, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { GoalEvent } from './events.js';
import { MOST_HOURS } from './goal-hours.js';

/** The events of `goal-` streams. */
export const GOAL_EVENTS: EventEntries<GoalEvent> = {
  GoalSet: { check: goal, upcasters: [] },
  GoalChanged: { check: goal, upcasters: [] },
  GoalRemoved: { check: (data) => checkId(data, 'id'), upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readGoalEvent = readerOf<GoalEvent>(GOAL_EVENTS);

function goal(data: Fields): void {
  checkId(data, 'id');
  if (data.aim !== 'at-least' && data.aim !== 'at-most') throw unreadable('aim');
  if (data.per !== 'day' && data.per !== 'week') throw unreadable('per');
  if (typeof data.hours !== 'number' || !(data.hours > 0 && data.hours <= MOST_HOURS[data.per]))
    throw unreadable('hours');
  checkWrittenSubject(data);
  if (data.scheduleId !== undefined) checkId(data, 'scheduleId');
}
