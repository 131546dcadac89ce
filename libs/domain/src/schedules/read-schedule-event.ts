import type { UntypedEvent } from '../activity/read-activity-event.js';
import {
  asFields,
  checkId,
  checkText,
  checkWhole,
  type EventChecks,
  type Fields,
  readEvent,
  unreadable,
} from '../log/read-event.js';
import type { ScheduleEvent } from './events.js';
import { parseTimeOfDay } from './time-of-day.js';

/** A schedule event out of the log, checked before it is trusted; see `readEvent` for what it returns and throws. */
export function readScheduleEvent(event: Omit<UntypedEvent, 'stream'>): ScheduleEvent | undefined {
  return readEvent<ScheduleEvent>(CHECKS, event);
}

const CHECKS: EventChecks = new Map([
  ['ScheduleCreated', schedule],
  ['ScheduleReplaced', schedule],
  ['ScheduleRemoved', (data) => checkId(data, 'id')],
]);

function schedule(data: Fields): void {
  checkId(data, 'id');
  checkText(data, 'name');
  if (!Array.isArray(data.ranges)) throw unreadable('ranges');
  for (const range of data.ranges as unknown[]) checkRange(asFields(range, 'ranges'));
}

function checkRange(range: Fields): void {
  const { weekdays } = range;
  if (!Array.isArray(weekdays)) throw unreadable('weekdays');
  for (const weekday of weekdays as unknown[]) checkWhole({ weekdays: weekday }, 'weekdays', { min: 1, max: 7 });
  for (const name of ['from', 'to']) {
    const time = range[name];
    if (typeof time !== 'string' || parseTimeOfDay(time) === undefined) throw unreadable(name);
  }
  if (range.from === '24:00') throw unreadable('from');
  if (range.from === range.to) throw unreadable('to');
}
