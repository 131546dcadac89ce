import { parseLocalDate } from '../calendar/local-date.js';
import { checkId, checkText, checkWhole, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import type { AlertEvent } from './events.js';
import { checkWrittenSubject } from './subjects.js';

/** The events of `alert-` streams. */
export const ALERT_EVENTS: EventEntries<AlertEvent> = {
  AlertDefined: { check: alert, upcasters: [] },
  AlertChanged: { check: alert, upcasters: [] },
  AlertRemoved: { check: (data) => checkId(data, 'id'), upcasters: [] },
  AlertTriggered: { check: trigger, upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readAlertEvent = readerOf<AlertEvent>(ALERT_EVENTS);

function alert(data: Fields): void {
  checkId(data, 'id');
  if (data.comparison !== 'more-than' && data.comparison !== 'less-than') throw unreadable('comparison');
  if (typeof data.hours !== 'number' || !(data.hours > 0 && data.hours <= 24)) throw unreadable('hours');
  checkWrittenSubject(data);
  if (data.scheduleId !== undefined) checkId(data, 'scheduleId');
}

/** Later years have no date of four digits. */
const LATEST_MS = Date.UTC(9999, 0);

function trigger(data: Fields): void {
  checkId(data, 'id');
  checkId(data, 'alertId');
  if (typeof data.localDate !== 'string' || !parseLocalDate(data.localDate)) throw unreadable('localDate');
  checkText(data, 'description');
  checkWhole(data, 'at', { min: 0, max: LATEST_MS });
  checkWhole(data, 'utcOffsetMinutes', { min: -1_440, max: 1_440 });
  checkWhole(data, 'spentMs', { min: 0, max: Number.MAX_SAFE_INTEGER });
}
