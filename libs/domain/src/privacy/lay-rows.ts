import { Temporal } from 'temporal-polyfill';
import type { ActivityEvent } from '../activity/events.js';
import { cutText, DOCUMENT_LENGTH } from '../activity/naming.js';
import { parseInstant } from '../calendar/moments.js';
import { DomainError, type DomainErrorCode } from '../domain-error.js';
import { composed, recordedName } from '../names/spellings.js';
import { plainLine } from '../plain-text.js';
import { durationsWithin, type LaidTime } from './laid-times.js';

/**
 * Time with an activity in a bucket, from the table of another tracker. The table does not say when
 * in the bucket.
 */
export interface TimedRow {
  /** Of the file, from 1. */
  readonly line: number;
  /** Start of the bucket: local `YYYY-MM-DDTHH:MM:SS`, or ISO 8601 with an offset. */
  readonly date: string;
  readonly seconds: number;
  readonly activity: string;
  readonly document?: string;
}

/** The length of a bucket: five minutes, an hour, or a local day. */
export type BucketSeconds = 300 | 3_600 | 86_400;

/** The rows of a bucket with one name, which add up. */
export interface RowsOfName {
  readonly lines: readonly number[];
  readonly activity: string;
  readonly document: string | undefined;
  readonly durationMs: number;
}

/** A stretch of time, and the rows that lie in it, in the order of their names. Epoch ms. */
export interface Bucket {
  readonly startMs: number;
  readonly endMs: number;
  readonly names: readonly RowsOfName[];
}

/** A row that is not taken. */
export interface RefusedRow {
  readonly line: number;
  readonly code: DomainErrorCode;
  readonly message: string;
}

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2})?)?$/;
const WITH_OFFSET = /^(\d{4}-\d{2}-\d{2})[T ](\d{2}:\d{2}(?::\d{2})?) ?(Z|[-+]\d{2}:?\d{2})$/;
const DAY_SECONDS = 86_400;
const LONGEST_ACTIVITY = 255;
/** A user has fewer devices. So many hours hold what a row of a whole day may have. */
const MOST_LANES = 24;

/**
 * Reads and checks a row of a file. Names are as they are recorded. Throws DomainError
 * `invalid_date`, `invalid_seconds` or `invalid_activity`. What is no object has no date.
 */
export function readTimedRow(row: unknown): TimedRow {
  const fields = (typeof row === 'object' ? row : undefined) ?? {};
  const { line, date, seconds, activity, document } = fields as Readonly<Record<string, unknown>>;
  if (typeof date !== 'string' || (!localTime(date) && instantOf(date) === undefined)) {
    throw new DomainError('invalid_date', 'Date is a local time such as 2026-11-21T09:00:00.');
  }
  const whole = typeof seconds === 'string' && /^\d+$/.test(seconds.trim()) ? Number(seconds) : seconds;
  if (!Number.isInteger(whole) || Number(whole) < 1 || Number(whole) > DAY_SECONDS) {
    throw new DomainError('invalid_seconds', `Time Spent is a whole number of seconds, from 1 to ${DAY_SECONDS}.`);
  }
  const name = typeof activity === 'string' ? plainLine(activity).trim() : '';
  if (name === '' || name.length > LONGEST_ACTIVITY) {
    throw new DomainError('invalid_activity', `Activity is a name of 1 to ${LONGEST_ACTIVITY} characters.`);
  }
  const title = typeof document === 'string' ? cutText(composed(plainLine(document).trim()), DOCUMENT_LENGTH) : '';
  return {
    ...{ line: Number(line), date, seconds: Number(whole), activity: recordedName(name) },
    ...(title !== '' && { document: title }),
  };
}

/**
 * The rows by bucket. Rows of one bucket and name add up. A local time that comes twice is the
 * first one. A local time that the clock skips is refused: no time was there. Throws RangeError for
 * an unknown zone.
 */
export function bucketsOf(
  rows: readonly TimedRow[],
  { timeZone, bucketSeconds }: { readonly timeZone: string; readonly bucketSeconds: BucketSeconds },
): { readonly buckets: readonly Bucket[]; readonly refused: readonly RefusedRow[] } {
  const byDate = grouped(rows, ({ date }) => date);
  const refused: RefusedRow[] = [];
  const buckets: Bucket[] = [];
  for (const [date, ofDate] of byDate) {
    const stretch = stretchOf(date, timeZone, bucketSeconds);
    if (stretch) buckets.push({ ...stretch, names: byName(ofDate) });
    else for (const { line } of ofDate) refused.push({ line, code: 'invalid_date', message: SKIPPED });
  }
  return { buckets, refused };
}

const SKIPPED = 'The clock skipped this local time, so no time can be there.';

/**
 * The time that the rows of a bucket add to what is there already: of each name, what it is more
 * than `before` has. It is laid into the free time of the lanes, in the order of names.
 *
 *     bucket    [ 09:00                 )       rows: editor 40 min, mail 30 min
 *     lane 1    [editor        )[mail   )
 *     lane 2    [mail )
 *     later     editor 50 min                   adds 10 min, behind what is in lane 2
 *
 * `before` is imported time that overlaps the bucket. Laying the same rows again adds nothing. Time
 * for which 24 lanes have no room is left out.
 */
export function layGrowth(bucket: Bucket, before: readonly LaidTime[]): LaidTime[] {
  const added: LaidTime[] = [];
  const present = durationsWithin(bucket, before);
  const gaps = gapsIn(bucket, before);
  let gap = gaps.next().value;
  for (const { activity, document, durationMs } of bucket.names) {
    let leftMs = durationMs - present({ activity, document });
    while (leftMs > 0 && gap) {
      const { lane, startedAt } = gap;
      const endedAt = Math.min(gap.endedAt, startedAt + leftMs);
      added.push({ lane, activity, document, startedAt, endedAt });
      leftMs -= endedAt - startedAt;
      gap = endedAt < gap.endedAt ? { ...gap, startedAt: endedAt } : gaps.next().value;
    }
  }
  return added;
}

type Gap = Pick<LaidTime, 'lane' | 'startedAt' | 'endedAt'>;

/** The free time of a bucket, lane by lane, in order. */
function* gapsIn({ startMs, endMs }: Bucket, taken: readonly LaidTime[]): Generator<Gap, undefined> {
  const inOrder = [...taken].sort((a, b) => a.startedAt - b.startedAt);
  for (let lane = 1; lane <= MOST_LANES; lane++) {
    let at = startMs;
    for (const { startedAt, endedAt } of inOrder.filter((one) => one.lane === lane)) {
      if (startedAt > at) yield { lane, startedAt: at, endedAt: Math.min(startedAt, endMs) };
      at = Math.max(at, endedAt);
    }
    if (at < endMs) yield { lane, startedAt: at, endedAt: endMs };
  }
}

const IMPORT_DEVICE = /^rescuetime-(\d+)$/;

/** The device that the time of a lane is recorded on. */
export const deviceOfLane = (lane: number): string => `rescuetime-${lane}`;

/** Whether a device is one of the 24 lanes of an import. */
export function isDeviceOfImport(deviceId: string): boolean {
  const lane = Number(IMPORT_DEVICE.exec(deviceId)?.[1]);
  return lane >= 1 && lane <= MOST_LANES && deviceOfLane(lane) === deviceId;
}

/** The imported time among what still counts of a day: see `survivorsOf`. */
export function laidTimeIn(survivors: readonly ActivityEvent[]): LaidTime[] {
  return survivors.flatMap((event) => {
    if (event.type !== 'ActivityRecorded') return [];
    const lane = Number(IMPORT_DEVICE.exec(event.data.deviceId)?.[1]);
    if (Number.isNaN(lane)) return [];
    return event.data.spans.map(({ application, title, startedAt, endedAt }) => ({
      ...{ lane, activity: recordedName(application), startedAt, endedAt },
      document: title === undefined ? undefined : composed(title),
    }));
  });
}

function byName(rows: readonly TimedRow[]): RowsOfName[] {
  const names = grouped(rows, ({ activity, document = '' }) => `${activity}\n${document}`);
  return [...names]
    .sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0))
    .map(([, ofName]) => ({
      lines: ofName.map(({ line }) => line),
      activity: ofName[0]?.activity ?? '',
      document: ofName[0]?.document,
      durationMs: ofName.reduce((sum, { seconds }) => sum + seconds, 0) * 1_000,
    }));
}

function grouped(rows: readonly TimedRow[], keyOf: (row: TimedRow) => string): Map<string, TimedRow[]> {
  const groups = new Map<string, TimedRow[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group) group.push(row);
    else groups.set(keyOf(row), [row]);
  }
  return groups;
}

function stretchOf(
  date: string,
  timeZone: string,
  bucketSeconds: BucketSeconds,
): Pick<Bucket, 'startMs' | 'endMs'> | undefined {
  const instant = instantOf(date);
  if (instant !== undefined) return { startMs: instant, endMs: instant + bucketSeconds * 1_000 };
  const local = localTime(date);
  if (!local) return undefined;
  if (bucketSeconds === DAY_SECONDS) {
    const [day, next] = [local.toPlainDate(), local.toPlainDate().add({ days: 1 })];
    const [startMs, endMs] = [day, next].map((one) => one.toZonedDateTime({ timeZone }).epochMilliseconds);
    return startMs === undefined || endMs === undefined ? undefined : { startMs, endMs };
  }
  const start = local.toZonedDateTime(timeZone);
  if (!start.toPlainDateTime().equals(local)) return undefined;
  return { startMs: start.epochMilliseconds, endMs: start.epochMilliseconds + bucketSeconds * 1_000 };
}

/** The moment of a time with an offset, as in an archive: `2015-03-01 10:00:00 -0800`. */
function instantOf(text: string): number | undefined {
  const [, date, time, offset] = WITH_OFFSET.exec(text) ?? [];
  return date === undefined ? undefined : parseInstant(`${date}T${time}${offset}`);
}

function localTime(text: string): Temporal.PlainDateTime | undefined {
  if (!LOCAL_TIME.test(text) || /:60$/.test(text)) return undefined;
  try {
    return Temporal.PlainDateTime.from(text);
  } catch {
    return undefined;
  }
}
