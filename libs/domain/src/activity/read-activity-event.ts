import { BUCKET_MS } from '../calendar/five-minutes.js';
import { type LocalDate, utcMsOfLocalDate } from '../calendar/local-date.js';
import { asFields, checkOptionalText, checkText, checkWhole, type Fields, unreadable } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { readerOf, type UntypedEvent } from '../events/read-event.js';
import { parseActivityStream } from './day-stream.js';
import type { ActivityEvent } from './events.js';

/** The events of `activity-` streams. */
export const ACTIVITY_EVENTS: EventEntries<ActivityEvent> = {
  ActivityRecorded: { check: activityRecorded, upcasters: [withIdsOfTheDay] },
  OfflineTimePosted: { check: offlineTimePosted, upcasters: [] },
  OfflineTimeRemoved: { check: offlineTimeRemoved, upcasters: [] },
  TimeErased: { check: timeErased, upcasters: [unchanged] },
  DayRewritten: { check: dayRewritten, upcasters: [] },
};

const readOfAnyDay = readerOf<ActivityEvent>(ACTIVITY_EVENTS);

/**
 * Reads an activity event out of the log. It checks the event first, because an agent on a trusted
 * network or another version of this program may have written anything.
 *
 * Returns undefined for a type that is not ours. Throws DomainError `unreadable_event`, with the
 * name of the field, for data that no version writes. Time outside the local day of the stream is
 * such data. Throws `newer_event` when only a newer version of this program can read the event. The
 * projector parks such events.
 */
export function readActivityEvent({ stream, type, data }: UntypedEvent): ActivityEvent | undefined {
  if (data !== undefined && OF_ONE_DAY.has(type)) {
    const { localDate } = asFields(data, 'data');
    if (localDate !== parseActivityStream(stream)?.localDate) throw unreadable('localDate');
  }
  return readOfAnyDay({ type, data });
}

/** Events that name the local day of their stream. */
const OF_ONE_DAY: ReadonlySet<string> = new Set(['ActivityRecorded', 'OfflineTimePosted', 'OfflineTimeRemoved']);

/** Version 1 to 2: ids were unique in the day. Since then they are unique for each device. */
function withIdsOfTheDay(data: unknown): unknown {
  return typeof data === 'object' && data !== null && !Array.isArray(data) ? { ...data, idScope: 'day' } : data;
}

/**
 * Version 1 to 2: an erasure may name a device. A program of version 1 must not read that: it would
 * erase the time of all devices.
 */
function unchanged(data: unknown): unknown {
  return data;
}

function dayRewritten(data: Fields): void {
  checkText(data, 'erasureId');
  const { heard } = data;
  if (heard === undefined) return;
  const isHeard = (one: unknown) => Array.isArray(one) && one.length === 2 && one.every(Number.isSafeInteger);
  if (!Array.isArray(heard) || !heard.every(isHeard)) throw unreadable('heard');
}

function activityRecorded(data: Fields): void {
  checkText(data, 'deviceId');
  for (const name of ['machine', 'osUser']) {
    if (typeof data[name] !== 'string') throw unreadable(name);
    checkOptionalText(data, name);
  }
  checkOptionalText(data, 'platform');
  if (data.source !== 'computers' && data.source !== 'mobile') throw unreadable('source');
  checkOffset(data);
  if (data.idScope !== undefined && data.idScope !== 'day') throw unreadable('idScope');
  if (!Array.isArray(data.spans)) throw unreadable('spans');
  const dayStartMs = dayStartOf(data);
  for (const candidate of data.spans as unknown[]) span(asFields(candidate, 'spans'), dayStartMs);
}

function offlineTimePosted(data: Fields): void {
  checkText(data, 'activity');
  checkOptionalText(data, 'details');
  checkOffset(data);
  timeWithinDay(data, dayStartOf(data));
}

function offlineTimeRemoved(data: Fields): void {
  checkOffset(data);
  timeWithinDay(data, dayStartOf(data));
}

function timeErased(data: Fields): void {
  interval(data, 'from', 'to');
  checkOptionalText(data, 'deviceId');
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

function span(fields: Fields, dayStartMs: number): void {
  checkText(fields, 'id');
  checkText(fields, 'application');
  checkOptionalText(fields, 'url');
  checkOptionalText(fields, 'title');
  timeWithinDay(fields, dayStartMs);
}

/** Time of another day than the stream's would count in a report twice or never. */
function timeWithinDay(fields: Fields, dayStartMs: number): void {
  interval(fields, 'startedAt', 'endedAt');
  if (Number(fields.startedAt) < dayStartMs || Number(fields.startedAt) >= dayStartMs + DAY_MS)
    throw unreadable('startedAt');
  if (Number(fields.endedAt) > dayStartMs + DAY_MS) throw unreadable('endedAt');
}

const DAY_MS = 86_400_000;

const dayStartOf = ({ localDate, utcOffsetMinutes }: Fields): number =>
  utcMsOfLocalDate(localDate as LocalDate) - Number(utcOffsetMinutes) * 60_000;

function interval(fields: Fields, start: string, end: string): void {
  checkWhole(fields, start, MOMENT_MS);
  checkWhole(fields, end, MOMENT_MS);
  if (Number(fields[end]) <= Number(fields[start])) throw unreadable(end);
}

const OFFSET_MINUTES = { min: -24 * 60, max: 24 * 60 };
const MINUTES_OF_A_BUCKET = BUCKET_MS / 60_000;

/**
 * Buckets begin by UTC. With an offset that is not a whole number of buckets, a bucket would lie in
 * two local days, and a report of either day would leave it out.
 */
function checkOffset(fields: Fields): void {
  checkWhole(fields, 'utcOffsetMinutes', OFFSET_MINUTES);
  if (Number(fields.utcOffsetMinutes) % MINUTES_OF_A_BUCKET !== 0) throw unreadable('utcOffsetMinutes');
}

/**
 * These are fewer years than ClickHouse allows partitions in one insert. ClickHouse would always
 * refuse a batch with more.
 */
const MOMENT_MS = { min: Date.UTC(2000, 0, 1), max: Date.UTC(2098, 0, 1) - 1 };
