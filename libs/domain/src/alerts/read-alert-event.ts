import type { UntypedEvent } from '../activity/read-activity-event.js';
import { parseLocalDate } from '../calendar/local-date.js';
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
import type { AlertEvent } from './events.js';

/** An alert event out of the log, checked before it is trusted; see `readEvent` for what it returns and throws. */
export function readAlertEvent(event: Omit<UntypedEvent, 'stream'>): AlertEvent | undefined {
  return readEvent<AlertEvent>(CHECKS, event);
}

const CHECKS: EventChecks = new Map([
  ['AlertDefined', alert],
  ['AlertChanged', alert],
  ['AlertRemoved', (data) => checkId(data, 'id')],
  ['AlertTriggered', trigger],
]);

const SUBJECT_CHECKS: ReadonlyMap<unknown, (subject: Fields) => void> = new Map([
  ['activity', (subject: Fields) => checkText(subject, 'name')],
  ['category', (subject) => (checkText(subject, 'overview'), checkText(subject, 'category'))],
  ['overview', (subject) => checkText(subject, 'name')],
  ['level', (subject) => checkWhole(subject, 'productivity', { min: -2, max: 2 })],
  ['all-productive', () => undefined],
  ['all-distracting', () => undefined],
  ['total', () => undefined],
]);

function alert(data: Fields): void {
  checkId(data, 'id');
  if (data.comparison !== 'more-than' && data.comparison !== 'less-than') throw unreadable('comparison');
  if (typeof data.hours !== 'number' || !(data.hours > 0 && data.hours <= 24)) throw unreadable('hours');
  const subject = asFields(data.subject, 'subject');
  const check = SUBJECT_CHECKS.get(subject.kind);
  if (!check) throw unreadable('kind');
  check(subject);
  if (data.scheduleId !== undefined) checkId(data, 'scheduleId');
}

/** Later years have no date of four digits, and much later ones none at all. */
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
