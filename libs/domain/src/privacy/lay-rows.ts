import { Temporal } from 'temporal-polyfill';
import { DomainError } from '../domain-error.js';

/**
 * Time with an activity in a bucket, from a table of another tracker. The table does not say when
 * in the bucket.
 */
export interface TimedRow {
  /** Line of the file, from 1. */
  readonly line: number;
  /** Local start of the bucket, `YYYY-MM-DDTHH:MM:SS`. */
  readonly date: string;
  readonly seconds: number;
  readonly activity: string;
  readonly document?: string;
}

/** A row, or a part of one, with a begin and an end. */
export interface LaidRow {
  readonly line: number;
  /**
   * From 1. Time that does not fit into a bucket was on another device at the same time: on lane 2
   * and so on.
   */
  readonly lane: number;
  /** Unique among the rows of a bucket. The same rows always get the same identities. */
  readonly identity: string;
  readonly activity: string;
  readonly document: string | undefined;
  /** [startedAt, endedAt) in epoch ms. */
  readonly startedAt: number;
  readonly endedAt: number;
}

const LOCAL_TIME = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2})?$/;
const LONGEST_SECONDS = 86_400;
const LONGEST_ACTIVITY = 255;

/**
 * Checks a row of a file. Throws DomainError `invalid_date`, `invalid_seconds` or
 * `invalid_activity` with a message that tells what is wrong.
 */
export function readTimedRow(fields: Readonly<Record<string, unknown>>): TimedRow {
  const { line, date, seconds, activity, document } = fields;
  if (typeof date !== 'string' || !LOCAL_TIME.test(date) || !localTime(date)) {
    throw new DomainError('invalid_date', 'Date is a local time such as 2026-11-21T09:00:00.');
  }
  const whole = typeof seconds === 'string' && seconds.trim() !== '' ? Number(seconds) : seconds;
  if (!Number.isInteger(whole) || Number(whole) < 1 || Number(whole) > LONGEST_SECONDS) {
    throw new DomainError('invalid_seconds', `Time Spent is a whole number of seconds, from 1 to ${LONGEST_SECONDS}.`);
  }
  if (typeof activity !== 'string' || activity.trim() === '' || activity.length > LONGEST_ACTIVITY) {
    throw new DomainError('invalid_activity', `Activity is a name of 1 to ${LONGEST_ACTIVITY} characters.`);
  }
  return {
    ...{ line: Number(line), date, seconds: Number(whole), activity: activity.trim() },
    ...(typeof document === 'string' && document.trim() !== '' && { document: document.trim() }),
  };
}

/**
 * Gives each row a begin and an end. The rows of a bucket follow one another from its start, in the
 * order of their names, whatever their order in the file. Time that does not fit goes on the next
 * lane, again from the start of the bucket.
 *
 *     bucket    [ 09:00                 )       rows: editor 40 min, mail 30 min
 *     lane 1    [editor        )[mail   )
 *     lane 2    [mail )
 *
 * One call must get all rows of a bucket. A local time that the clock shows twice is the first of
 * the two. A local time that the clock skips is later by the length of the gap. Throws RangeError
 * for an unknown zone.
 */
export function layRows(
  rows: readonly TimedRow[],
  { timeZone, bucketSeconds }: { readonly timeZone: string; readonly bucketSeconds: 300 | 3600 },
): LaidRow[] {
  const byBucket = new Map<string, TimedRow[]>();
  for (const row of rows) {
    const bucket = byBucket.get(row.date);
    if (bucket) bucket.push(row);
    else byBucket.set(row.date, [row]);
  }
  return [...byBucket].flatMap(([date, ofBucket]) => {
    const startMs = localTime(date)?.toZonedDateTime(timeZone).epochMilliseconds ?? NaN;
    return layBucket(ofBucket, { date, startMs, lengthMs: bucketSeconds * 1000 });
  });
}

function layBucket(
  rows: readonly TimedRow[],
  { date, startMs, lengthMs }: { date: string; startMs: number; lengthMs: number },
): LaidRow[] {
  const laid: LaidRow[] = [];
  const parts = new Map<string, number>();
  const inOrder = [...rows].sort((a, b) => compare(nameOf(a), nameOf(b)) || a.seconds - b.seconds);
  let doneMs = 0;
  for (const row of inOrder) {
    for (let leftMs = row.seconds * 1000; leftMs > 0;) {
      const offsetMs = doneMs % lengthMs;
      const partMs = Math.min(leftMs, lengthMs - offsetMs);
      const part = parts.get(nameOf(row)) ?? 0;
      parts.set(nameOf(row), part + 1);
      laid.push({
        ...{ line: row.line, activity: row.activity, document: row.document },
        lane: Math.floor(doneMs / lengthMs) + 1,
        identity: [date, nameOf(row), part].join('\n'),
        ...{ startedAt: startMs + offsetMs, endedAt: startMs + offsetMs + partMs },
      });
      doneMs += partMs;
      leftMs -= partMs;
    }
  }
  return laid;
}

const nameOf = ({ activity, document = '' }: TimedRow): string => `${activity}\n${document}`;

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

function localTime(text: string): Temporal.PlainDateTime | undefined {
  try {
    return Temporal.PlainDateTime.from(text);
  } catch {
    return undefined;
  }
}
