import { DomainError } from '../domain-error.js';
import { parseLocalDate } from '../calendar/local-date.js';
import type { ActivityEvent, Span } from './events.js';

/** An event as the log gives it back: nothing about its data is known yet. */
export interface UntypedEvent {
  readonly type: string;
  readonly data: unknown;
}

type Fields = Record<string, unknown>;

/**
 * An activity event out of the log, checked before it is trusted: whoever can write to the log (an agent on a trusted
 * network, another version of this program) may have written anything.
 *
 * Returns undefined for a type that is not ours. Throws DomainError `unreadable_event`, naming the field, for an event
 * of our type with data that no version ever wrote; the projector parks such an event.
 */
export function readActivityEvent({ type, data }: UntypedEvent): ActivityEvent | undefined {
  const reader = READERS.get(type);
  if (!reader) return undefined;
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw unreadable('data');
  reader(data as Fields);
  return { type, data } as ActivityEvent;
}

const READERS: ReadonlyMap<string, (data: Fields) => void> = new Map([
  ['ActivityRecorded', readActivityRecorded],
  ['OfflineTimePosted', readOfflineTimePosted],
  ['TimeErased', readTimeErased],
]);

function readActivityRecorded(data: Fields): void {
  text(data, 'deviceId');
  for (const name of ['machine', 'osUser']) if (typeof data[name] !== 'string') throw unreadable(name);
  if (data.source !== 'computers' && data.source !== 'mobile') throw unreadable('source');
  day(data);
  if (!Array.isArray(data.spans)) throw unreadable('spans');
  data.spans.forEach(span);
}

function readOfflineTimePosted(data: Fields): void {
  text(data, 'activity');
  optionalText(data, 'details');
  day(data);
  timeWithinADay(data);
}

function readTimeErased(data: Fields): void {
  interval(data, 'from', 'to');
  const { activities } = data;
  if (
    activities !== undefined &&
    !(Array.isArray(activities) && activities.every((name) => typeof name === 'string'))
  ) {
    throw unreadable('activities');
  }
}

/** No local day is longer; time that is would cost a projector memory without bound. */
const LONGEST_DAY_MS = 26 * 3_600_000;

function span(candidate: unknown): asserts candidate is Span {
  if (typeof candidate !== 'object' || candidate === null) throw unreadable('spans');
  const fields = candidate as Fields;
  text(fields, 'id');
  text(fields, 'application');
  optionalText(fields, 'url');
  optionalText(fields, 'title');
  timeWithinADay(fields);
}

function timeWithinADay(fields: Fields): void {
  interval(fields, 'startedAt', 'endedAt');
  if (Number(fields.endedAt) - Number(fields.startedAt) > LONGEST_DAY_MS) throw unreadable('endedAt');
}

function text(fields: Fields, name: string): void {
  if (fields[name] === '' || !isWellFormedText(fields[name])) throw unreadable(name);
}

function optionalText(fields: Fields, name: string): void {
  if (fields[name] !== undefined && !isWellFormedText(fields[name])) throw unreadable(name);
}

/** Half of a surrogate pair has no UTF-8: the read models would refuse its whole batch, for ever. */
const isWellFormedText = (value: unknown): boolean => typeof value === 'string' && value.isWellFormed();

function interval(fields: Fields, start: string, end: string): void {
  for (const name of [start, end]) if (!isMoment(fields[name])) throw unreadable(name);
  if (Number(fields[end]) <= Number(fields[start])) throw unreadable(end);
}

function day(fields: Fields): void {
  if (typeof fields.localDate !== 'string' || !parseLocalDate(fields.localDate)) throw unreadable('localDate');
  const offset = fields.utcOffsetMinutes;
  if (!Number.isInteger(offset) || Math.abs(Number(offset)) > 24 * 60) throw unreadable('utcOffsetMinutes');
}

/** Epoch ms that the read models can hold: 1970 to 2099. */
function isMoment(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= 0 && Number(value) < Date.UTC(2100, 0, 1);
}

function unreadable(field: string): DomainError {
  return new DomainError('unreadable_event', `The field ${field} holds what no version of Timeledger writes.`);
}
