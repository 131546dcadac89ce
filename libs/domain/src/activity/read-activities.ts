import type { LocalDate } from '../calendar/local-date.js';
import { parseInstant } from '../calendar/moments.js';
import type { ZoneClock } from '../calendar/zone-clock.js';
import { composed, recordedName } from '../names/spellings.js';
import { plainLine } from '../plain-text.js';
import type { Span } from './events.js';
import { cutText, DOCUMENT_LENGTH, keptUrl } from './naming.js';
import { partOf } from './span-ids.js';

/** One activity as an agent sent it, not yet checked. */
export type OfferedActivity = unknown;

/** Why one activity of a batch was not accepted. The other activities still are. */
export interface Rejection {
  /** Place in the batch, from 0. */
  readonly index: number;
  readonly code: RejectionCode;
  readonly message: string;
}

export type RejectionCode =
  | 'not_an_object'
  | 'invalid_id'
  | 'invalid_application'
  | 'invalid_url'
  | 'invalid_title'
  | 'invalid_time'
  | 'reversed'
  | 'too_long'
  | 'too_old'
  | 'in_future'
  | 'day_full';

/** A readable activity of a batch. */
export interface ReadActivity {
  /** Place in the batch, from 0. */
  readonly index: number;
  readonly span: Span;
}

/** Activities, or parts of them, that share a day stream and an offset: they fit in one event. */
export interface DayStretch {
  readonly localDate: LocalDate;
  readonly utcOffsetMinutes: number;
  readonly activities: readonly ReadActivity[];
}

const HOUR_MS = 3_600_000;
/** Longest single activity. */
export const LONGEST_ACTIVITY_MS = 24 * HOUR_MS;
/** How far a workstation's clock may run ahead of ours before its time counts as future. */
export const CLOCK_SKEW_MS = 60_000;
/** No tracker recorded time before this. An older time comes from a wrong clock. */
const EARLIEST_MS = Date.UTC(2000, 0, 1);
const LONGEST_APPLICATION = 255;
const SPAN_ID = /^[\w.:-]{1,64}$/;

class Refusal extends Error {
  constructor(
    readonly code: RejectionCode,
    message: string,
  ) {
    super(message);
  }
}

/**
 * Reads a batch of offered activities. One bad activity never rejects the batch.
 *
 * Times are ISO 8601 with a zone, or epoch ms; half-open. Texts are trimmed, lose their control
 * characters, and are cut at 255. Of an address, the scheme, host and path stay. `now` is epoch ms.
 */
export function readActivities(
  offered: readonly OfferedActivity[],
  now: number,
): { readonly read: readonly ReadActivity[]; readonly rejected: readonly Rejection[] } {
  const read: ReadActivity[] = [];
  const rejected: Rejection[] = [];
  offered.forEach((activity, index) => {
    try {
      read.push({ index, span: readSpan(activity, now) });
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      rejected.push({ index, code: error.code, message: error.message });
    }
  });
  return { read, rejected };
}

/**
 * Cuts activities at local midnights and where the zone's offset changes. The first part keeps its
 * id, a later part gets `<id>+<ms behind the start>`, the same at every retry.
 *
 * The stretches come in the order of their earliest time. So a first part is recorded before a
 * later part of its activity: a day that knows the later part takes the first one for known too.
 */
export function cutIntoDays(activities: readonly ReadActivity[], clock: ZoneClock): DayStretch[] {
  const stretches = new Map<string, DayStretch & { readonly activities: ReadActivity[] }>();
  for (const { index, span } of activities) {
    for (const part of clock.stretches(span.startedAt, span.endedAt)) {
      const { localDate, utcOffsetMinutes } = part;
      const key = `${localDate} ${utcOffsetMinutes}`;
      let stretch = stretches.get(key);
      if (!stretch) stretches.set(key, (stretch = { localDate, utcOffsetMinutes, activities: [] }));
      stretch.activities.push({ index, span: partOf(span, part) });
    }
  }
  const startOf = (stretch: DayStretch) =>
    stretch.activities.reduce((earliest, { span }) => Math.min(earliest, span.startedAt), Infinity);
  return [...stretches.values()].sort((a, b) => startOf(a) - startOf(b));
}

function readSpan(offered: OfferedActivity, now: number): Span {
  if (typeof offered !== 'object' || offered === null || Array.isArray(offered)) {
    throw new Refusal('not_an_object', 'An activity is an object with id, application, startedAt and endedAt.');
  }
  const fields = offered as Record<string, unknown>;
  if (typeof fields.id !== 'string' || !SPAN_ID.test(fields.id)) {
    throw new Refusal('invalid_id', 'id is 1 to 64 letters, digits, or . _ : -');
  }
  const application = cleanText(fields.application);
  if (!application || application.length > LONGEST_APPLICATION) {
    throw new Refusal('invalid_application', `application is a text of 1 to ${LONGEST_APPLICATION} characters.`);
  }
  return {
    id: fields.id,
    application: recordedName(application),
    ...readUrl(fields.url),
    ...readTitle(fields.title),
    ...readTimes(fields, now),
  };
}

function readUrl(url: unknown): { url?: string } {
  if (isAbsent(url)) return {};
  if (typeof url !== 'string') throw new Refusal('invalid_url', 'url is a text.');
  const kept = keptUrl(url);
  return kept === undefined ? {} : { url: kept };
}

function readTitle(title: unknown): { title?: string } {
  if (isAbsent(title)) return {};
  const text = cleanText(title);
  if (text === undefined) throw new Refusal('invalid_title', 'title is a text.');
  return text === '' ? {} : { title: cutText(composed(text), DOCUMENT_LENGTH) };
}

function readTimes(fields: Record<string, unknown>, now: number): { startedAt: number; endedAt: number } {
  const startedAt = readTime(fields.startedAt, 'startedAt');
  const endedAt = readTime(fields.endedAt, 'endedAt');
  if (endedAt <= startedAt) throw new Refusal('reversed', 'endedAt must be after startedAt.');
  if (endedAt - startedAt > LONGEST_ACTIVITY_MS) throw new Refusal('too_long', 'An activity lasts at most 24 hours.');
  if (startedAt < EARLIEST_MS) throw new Refusal('too_old', 'startedAt is before the year 2000.');
  if (endedAt > now + CLOCK_SKEW_MS)
    throw new Refusal('in_future', "endedAt is in the future; check the workstation's clock.");
  return { startedAt, endedAt };
}

function readTime(value: unknown, name: string): number {
  const ms = typeof value === 'string' ? parseInstant(value) : value;
  if (typeof ms !== 'number' || !Number.isFinite(ms)) {
    throw new Refusal('invalid_time', `${name} is epoch milliseconds, or ISO 8601 with a zone.`);
  }
  return Math.round(ms);
}

function cleanText(value: unknown): string | undefined {
  return typeof value === 'string' ? plainLine(value).trim() : undefined;
}

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';
