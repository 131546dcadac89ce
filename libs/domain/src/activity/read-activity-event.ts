import { DomainError } from '../domain-error.js';
import { type LocalDate, utcMsOfLocalDate } from '../calendar/local-date.js';
import { parseActivityStream } from '../streams.js';
import type { ActivityEvent, Span } from './events.js';

/** An event as the log gives it back: nothing about its data is known yet. */
export interface UntypedEvent {
  readonly stream: string;
  readonly type: string;
  /** Undefined when the event is of a newer version than this program knows. */
  readonly data: unknown;
}

type Fields = Record<string, unknown>;

/**
 * An activity event out of the log, checked before it is trusted: whoever can write to the log (an agent on a trusted
 * network, another version of this program) may have written anything.
 *
 * Returns undefined for a type that is not ours. Throws DomainError `unreadable_event`, naming the field, for an event
 * of our type with data that no version ever wrote, time outside the local day of its stream included, and `newer_event`
 * for one that only a newer version of this program can read; the projector parks such events.
 */
export function readActivityEvent({ stream, type, data }: UntypedEvent): ActivityEvent | undefined {
  const reader = READERS.get(type);
  if (!reader) return undefined;
  if (data === undefined)
    throw new DomainError('newer_event', 'The event is of a newer version than this program knows.');
  if (typeof data !== 'object' || data === null || Array.isArray(data)) throw unreadable('data');
  const fields = data as Fields;
  if (OF_A_DAY.has(type) && fields.localDate !== parseActivityStream(stream)?.localDate) throw unreadable('localDate');
  reader(fields);
  return { type, data } as ActivityEvent;
}

const READERS: ReadonlyMap<string, (data: Fields) => void> = new Map([
  ['ActivityRecorded', readActivityRecorded],
  ['OfflineTimePosted', readOfflineTimePosted],
  ['TimeErased', readTimeErased],
  ['DayRewritten', (data: Fields) => text(data, 'erasureId')],
]);
/** Events that name their local day. */
const OF_A_DAY: ReadonlySet<string> = new Set(['ActivityRecorded', 'OfflineTimePosted']);

function readActivityRecorded(data: Fields): void {
  text(data, 'deviceId');
  for (const name of ['machine', 'osUser']) if (typeof data[name] !== 'string') throw unreadable(name);
  if (data.source !== 'computers' && data.source !== 'mobile') throw unreadable('source');
  offset(data);
  if (!Array.isArray(data.spans)) throw unreadable('spans');
  const dayStartMs = dayStartOf(data);
  for (const candidate of data.spans as unknown[]) span(candidate, dayStartMs);
}

function readOfflineTimePosted(data: Fields): void {
  text(data, 'activity');
  optionalText(data, 'details');
  offset(data);
  timeWithinDay(data, dayStartOf(data));
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
  const { documents } = data;
  if (documents === undefined) return;
  if (!Array.isArray(documents)) throw unreadable('documents');
  for (const one of documents as unknown[]) {
    if (typeof one !== 'object' || one === null) throw unreadable('documents');
    for (const name of ['activity', 'document', 'page']) {
      if (typeof (one as Fields)[name] !== 'string') throw unreadable('documents');
    }
  }
}

function span(candidate: unknown, dayStartMs: number): asserts candidate is Span {
  if (typeof candidate !== 'object' || candidate === null) throw unreadable('spans');
  const fields = candidate as Fields;
  text(fields, 'id');
  text(fields, 'application');
  optionalText(fields, 'url');
  optionalText(fields, 'title');
  timeWithinDay(fields, dayStartMs);
}

/** Time of another day than its stream's would stand in two places, or in none, of a report. */
function timeWithinDay(fields: Fields, dayStartMs: number): void {
  interval(fields, 'startedAt', 'endedAt');
  if (Number(fields.startedAt) < dayStartMs || Number(fields.startedAt) >= dayStartMs + DAY_MS)
    throw unreadable('startedAt');
  if (Number(fields.endedAt) > dayStartMs + DAY_MS) throw unreadable('endedAt');
}

const DAY_MS = 86_400_000;

const dayStartOf = ({ localDate, utcOffsetMinutes }: Fields): number =>
  utcMsOfLocalDate(localDate as LocalDate) - Number(utcOffsetMinutes) * 60_000;

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

function offset({ utcOffsetMinutes }: Fields): void {
  if (!Number.isInteger(utcOffsetMinutes) || Math.abs(Number(utcOffsetMinutes)) > 24 * 60) {
    throw unreadable('utcOffsetMinutes');
  }
}

/** Fewer years than ClickHouse takes partitions in one insert: a batch with more would be refused for ever. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LATEST_MS = Date.UTC(2098, 0, 1);

function isMoment(value: unknown): boolean {
  return Number.isInteger(value) && Number(value) >= EARLIEST_MS && Number(value) < LATEST_MS;
}

function unreadable(field: string): DomainError {
  return new DomainError('unreadable_event', `The field ${field} holds what no version of Timeledger writes.`);
}
