import type { UntypedEvent } from '../activity/read-activity-event.js';
import { parseLocalDate } from '../calendar/local-date.js';
import {
  checkId,
  checkText,
  checkWhole,
  type EventChecks,
  type Fields,
  readEvent,
  unreadable,
} from '../log/read-event.js';
import type { HighlightEvent } from './events.js';

/** A highlight event out of the log or an export, checked before it is trusted; see `readEvent` for what it returns and throws. */
export function readHighlightEvent(event: Omit<UntypedEvent, 'stream'>): HighlightEvent | undefined {
  return readEvent<HighlightEvent>(CHECKS, event);
}

const CHECKS: EventChecks = new Map([
  ['HighlightPosted', highlight],
  ['HighlightReplaced', highlight],
  ['HighlightRemoved', (data) => checkId(data, 'id')],
]);

/** The end of the year 2099: later moments have no date in the feed. */
const LATEST = Date.UTC(2100, 0);

function highlight(data: Fields): void {
  checkId(data, 'id');
  checkText(data, 'description');
  if (data.source !== undefined) checkText(data, 'source');
  if (typeof data.date !== 'string' || parseLocalDate(data.date) === undefined) throw unreadable('date');
  checkWhole(data, 'createdAt', { min: 0, max: LATEST });
}
