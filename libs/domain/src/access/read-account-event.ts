import type { UntypedEvent } from '../activity/read-activity-event.js';
import { isTimeZone } from '../calendar/zone-clock.js';
import { checkText, type EventChecks, type Fields, readEvent, unreadable } from '../read-event.js';
import type { AccountEvent } from './account.js';

/** An account event out of the log, checked before it is trusted; see `readEvent` for what it returns and throws. */
export function readAccountEvent(event: Omit<UntypedEvent, 'stream'>): AccountEvent | undefined {
  return readEvent<AccountEvent>(CHECKS, event);
}

const CHECKS: EventChecks = new Map([
  ['AccountOpened', opened],
  ['ApiKeyListed', (data) => ['keyId', 'name', 'secretHash'].forEach((name) => checkText(data, name))],
]);

function opened(data: Fields): void {
  for (const name of ['userId', 'email', 'timeZone']) checkText(data, name);
  if (!isTimeZone(data.timeZone as string)) throw unreadable('timeZone');
  if (data.plan !== 'premium' && data.plan !== 'lite') throw unreadable('plan');
}
