import type { UntypedEvent } from '../activity/read-activity-event.js';
import { isTimeZone } from '../calendar/zone-clock.js';
import { checkText, checkWhole, type EventChecks, type Fields, readEvent, unreadable } from '../log/read-event.js';
import type { AccountEvent } from './account-events.js';

/** An account event out of the log, checked before it is trusted; see `readEvent` for what it returns and throws. */
export function readAccountEvent(event: Omit<UntypedEvent, 'stream'>): AccountEvent | undefined {
  return readEvent<AccountEvent>(CHECKS, event);
}

const CHECKS: EventChecks = new Map([
  ['AccountOpened', opened],
  ['PasswordSet', (data) => checkText(data, 'passwordHash')],
  ['TimeZoneChanged', timeZone],
  ['PlanChanged', plan],
  ['ProfileChanged', (data) => Object.keys(data).forEach((name) => checkText(data, name))],
  ['ApiKeyListed', (data) => ['keyId', 'name', 'secretHash'].forEach((name) => checkText(data, name))],
  ['ApiKeyUsed', (data) => ['keyId', 'date'].forEach((name) => checkText(data, name))],
  ['ApiKeyRevoked', (data) => checkText(data, 'keyId')],
  ['SignedOutEverywhere', (data) => checkWhole(data, 'at', { min: 0, max: Number.MAX_SAFE_INTEGER })],
]);

function opened(data: Fields): void {
  for (const name of ['userId', 'email']) checkText(data, name);
  timeZone(data);
  plan(data);
}

function timeZone(data: Fields): void {
  checkText(data, 'timeZone');
  if (!isTimeZone(data.timeZone as string)) throw unreadable('timeZone');
}

function plan(data: Fields): void {
  if (data.plan !== 'premium' && data.plan !== 'lite') throw unreadable('plan');
}
