import type { UntypedEvent } from '../activity/read-activity-event.js';
import {
  asFields,
  checkText,
  checkWhole,
  type EventChecks,
  type Fields,
  readEvent,
  unreadable,
} from '../log/read-event.js';
import { parseSliceBound } from './erased-slice.js';
import type { ErasureEvent } from './events.js';

/** An erasure event out of the log, checked before it is trusted; see `readEvent` for what it returns and throws. */
export function readErasureEvent(event: Omit<UntypedEvent, 'stream'>): ErasureEvent | undefined {
  return readEvent<ErasureEvent>(CHECKS, event);
}

const WHOLE = { min: 0, max: Number.MAX_SAFE_INTEGER };

const BY_TYPE: readonly (readonly [type: string, check: (data: Fields) => void])[] = [
  ['ErasureRequested', requested],
  ['ErasureBegun', (data) => checkEach(data, 'days', checkDate)],
  ['DaysErased', (data) => checkEach(data, 'days', checkErasedDay)],
  ['LogErased', logErased],
  ['ScavengeRefused', (data) => checkText(data, 'reason')],
  ['LogScavenged', () => undefined],
  ['RowsErased', (data) => checkWhole(data, 'at', WHOLE)],
  ['ErasureCompleted', () => undefined],
];

const CHECKS: EventChecks = new Map(BY_TYPE.map(([type, check]) => [type, withId(check)]));

function withId(check: (data: Fields) => void): (data: Fields) => void {
  return (data) => {
    checkText(data, 'erasureId');
    check(data);
  };
}

function requested(data: Fields): void {
  checkWhole(data, 'requestedAt', WHOLE);
  checkWhole(data, 'taxonomyRevision', { ...WHOLE, min: -1 });
  if (data.slice === undefined) return;
  const slice = asFields(data.slice, 'slice');
  for (const name of ['from', 'to']) {
    const bound = slice[name];
    const isBound = typeof bound === 'string' ? parseSliceBound(bound) === bound : Number.isInteger(bound);
    if (bound !== undefined && !isBound) throw unreadable(name);
  }
  for (const name of ['activity', 'category']) if (slice[name] !== undefined) checkText(slice, name);
}

function checkErasedDay(day: unknown): void {
  const fields = asFields(day, 'days');
  checkDate(fields.localDate);
  if (fields.begins !== null) checkPosition(fields, 'begins');
}

function logErased(data: Fields): void {
  checkWhole(data, 'requestedAt', WHOLE);
  checkWhole(data, 'daysSeen', WHOLE);
  if (typeof data.isAccount !== 'boolean') throw unreadable('isAccount');
  checkPosition(data, 'upTo');
  checkEach(data, 'days', (day) => {
    const fields = asFields(day, 'days');
    checkDate(fields.localDate);
    checkPosition(fields, 'begins');
  });
}

function checkEach(data: Fields, name: string, check: (value: unknown) => void): void {
  const values = data[name];
  if (!Array.isArray(values)) throw unreadable(name);
  values.forEach(check);
}

function checkDate(value: unknown): void {
  if (typeof value !== 'string' || parseSliceBound(value) !== value) throw unreadable('localDate');
}

function checkPosition(data: Fields, name: string): void {
  if (typeof data[name] !== 'string' || !/^\d{1,20}$/.test(data[name])) throw unreadable(name);
}
