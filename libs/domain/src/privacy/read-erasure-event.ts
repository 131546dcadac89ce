import { asFields, checkText, checkWhole, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf } from '../events/read-event.js';
import { parseSliceBound } from './erased-slice.js';
import type { ErasureEvent } from './events.js';

const WHOLE = { min: 0, max: Number.MAX_SAFE_INTEGER };

/** The events of `erasure-` streams. Each of them names its erasure. */
export const ERASURE_EVENTS: EventEntries<ErasureEvent> = {
  ErasureRequested: { check: withId(requested), upcasters: [unchanged] },
  ErasureBegun: { check: withId((data) => checkEach(data, 'days', checkDate)), upcasters: [] },
  DaysErased: { check: withId((data) => checkEach(data, 'days', checkErasedDay)), upcasters: [] },
  LogErased: { check: withId(logErased), upcasters: [] },
  ScavengeRefused: { check: withId((data) => checkText(data, 'reason')), upcasters: [] },
  LogScavenged: { check: withId(), upcasters: [] },
  RowsErased: { check: withId((data) => checkWhole(data, 'at', WHOLE)), upcasters: [] },
  ErasureCompleted: { check: withId(), upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readErasureEvent = readerOf<ErasureEvent>(ERASURE_EVENTS);

/**
 * Version 1 to 2: a slice may name a device. A program of version 1 must not read that: it would
 * erase the time of all devices.
 */
function unchanged(data: unknown): unknown {
  return data;
}

function withId(check: (data: Fields) => void = () => undefined): (data: Fields) => void {
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
  checkBounds(slice);
  for (const name of ['activity', 'category', 'device']) if (slice[name] !== undefined) checkText(slice, name);
}

function checkBounds(slice: Fields): void {
  for (const name of ['from', 'to']) {
    const bound = slice[name];
    const isBound = typeof bound === 'string' ? parseSliceBound(bound) === bound : Number.isInteger(bound);
    if (bound !== undefined && !isBound) throw unreadable(name);
  }
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
  if (data.ranges !== undefined) checkEach(data, 'ranges', checkRange);
}

function checkRange(range: unknown): void {
  const fields = asFields(range, 'ranges');
  checkText(fields, 'erasureId');
  checkWhole(fields, 'requestedAt', WHOLE);
  checkBounds(fields);
  if (fields.device !== undefined) checkText(fields, 'device');
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
