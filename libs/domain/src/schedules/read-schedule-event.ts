import { asFields, checkId, checkText, checkWhole, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { ScheduleEvent } from './events.js';
import { parseTimeOfDay } from './time-of-day.js';

/** The events of `schedule-` streams. */
export const SCHEDULE_EVENTS: EventEntries<ScheduleEvent> = {
  ScheduleCreated: { check: schedule, upcasters: [] },
  ScheduleReplaced: { check: schedule, upcasters: [] },
  ScheduleRemoved: { check: (data) => checkId(data, 'id'), upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readScheduleEvent = readerOf<ScheduleEvent>(SCHEDULE_EVENTS);

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
