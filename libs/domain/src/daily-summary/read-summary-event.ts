import type { UntypedEvent } from '../activity/read-activity-event.js';
import { parseLocalDate } from '../calendar/local-date.js';
import {
  asFields,
  checkText,
  checkWhole,
  type EventChecks,
  type Fields,
  readEvent,
  unreadable,
} from '../log/read-event.js';
import type { SummaryEvent } from './events.js';

/** A summary event out of the log, checked before it is trusted; see `readEvent` for what it returns and throws. */
export function readSummaryEvent(event: Omit<UntypedEvent, 'stream'>): SummaryEvent | undefined {
  return readEvent<SummaryEvent>(CHECKS, event);
}

const CHECKS: EventChecks = new Map([
  ['DayClosed', closedDay],
  ['DayRestated', closedDay],
]);

const LEVELS = ['-2', '-1', '0', '1', '2'];

function closedDay(data: Fields): void {
  if (typeof data.localDate !== 'string' || !parseLocalDate(data.localDate)) throw unreadable('localDate');
  checkText(data, 'timeZone');
  checkWhole(data, 'taxonomyRevision', { min: -1, max: Number.MAX_SAFE_INTEGER });
  checkWhole(data, 'activityRevision', { min: 0, max: Number.MAX_SAFE_INTEGER });
  const levels = asFields(data.levels, 'levels');
  if (Object.keys(levels).length !== LEVELS.length) throw unreadable('levels');
  LEVELS.forEach((level) => checkWhole(levels, level, TIME));
  const overviews = asFields(data.overviews, 'overviews');
  Object.keys(overviews).forEach((overview) => checkWhole(overviews, overview, TIME));
}

/** Of several devices a day may have more than 24 hours. */
const TIME = { min: 0, max: Number.MAX_SAFE_INTEGER };
