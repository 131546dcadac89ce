import type { UntypedEvent } from '../activity/read-activity-event.js';
import { checkId, checkWhole, type EventChecks, type Fields, readEvent, unreadable } from '../log/read-event.js';
import type { FocusEvent } from './events.js';

/** A focus event out of the log, checked before it is trusted; see `readEvent` for what it returns and throws. */
export function readFocusEvent(event: Omit<UntypedEvent, 'stream'>): FocusEvent | undefined {
  return readEvent<FocusEvent>(CHECKS, event);
}

const CHECKS: EventChecks = new Map([
  ['FocusSessionStarted', started],
  ['FocusSessionEnded', ended],
]);

/** The end of the year 2099: later moments have no date in the feeds. */
const TIME = { min: 0, max: Date.UTC(2100, 0) };

function started(data: Fields): void {
  checkId(data, 'id');
  checkWhole(data, 'durationMinutes', { min: 0, max: 10_000 });
  for (const name of ['startedAt', 'endsAt']) checkWhole(data, name, TIME);
  if (Number(data.endsAt) <= Number(data.startedAt)) throw unreadable('endsAt');
}

function ended(data: Fields): void {
  checkId(data, 'sessionId');
  checkWhole(data, 'endedAt', TIME);
  if (data.because !== 'stopped' && data.because !== 'elapsed') throw unreadable('because');
}
