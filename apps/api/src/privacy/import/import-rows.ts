import { createHash } from 'node:crypto';
import {
  type ActivityEvent,
  activityStream,
  type Bucket,
  type BucketSeconds,
  bucketsOf,
  deviceOfLane,
  DomainError,
  durationsWithin,
  type LaidTime,
  LaidTimes,
  laidTimeIn,
  layGrowth,
  type LocalDate,
  placeOf,
  readActivityEvent,
  readTimedRow,
  type RowsOfName,
  survivorsOf,
  type TimedRow,
  zoneClock,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import type { ActivityRecorder } from '../../activity/activity-recorder.js';
import type { RunStretch } from '../../limits/stretches.js';
import type { Imported, Rejected } from './imported.js';
import { inStretches } from './in-stretches.js';

const BY_IMPORT = { kind: 'import' } as const;
/** The most activities in one event. */
const AT_ONCE = 300;

/** Whose rows are imported. `now` is epoch ms. */
export interface RowOwner {
  readonly userId: string;
  readonly timeZone: string;
  readonly formerTimeZones: readonly string[];
  readonly now: number;
}

/** Rows of a table, before they are checked. */
export interface OfferedRows {
  /** As they came: each is checked by itself. */
  readonly rows: readonly unknown[];
  readonly bucketSeconds: BucketSeconds;
}

const NO_TIME = 'The row leaves no time, or less: its time was erased, or the account cannot hold it.';

/**
 * Imports rows of another tracker's table. Every row ends in one of four ways: imported, grown
 * (some of its time was there), unchanged (all of it was there), or rejected with its line. What
 * counts as there is read from the log, before and after, so the sums say what is really stored.
 */
export async function importRows(
  {
    store,
    recorder,
    stretch,
  }: { readonly store: EventStore; readonly recorder: ActivityRecorder; readonly stretch: RunStretch },
  owner: RowOwner,
  { rows, bucketSeconds }: OfferedRows,
): Promise<Imported> {
  const { read, rejected } = await readRows(rows, stretch);
  const { buckets, refused } = await bucketsOfRows(read, { timeZone: owner.timeZone, bucketSeconds }, stretch);
  rejected.push(...refused);
  const days = daysOf(buckets, owner.timeZone);
  const before = await laidOn(store, owner.userId, days);
  const [present, laid] = [new LaidTimes(before), new LaidTimes(before)];
  const added: LaidTime[] = [];
  await inStretches(buckets, stretch, (bucket) => {
    for (const time of layGrowth(bucket, laid.within(bucket))) {
      laid.add(time);
      added.push(time);
    }
  });
  const refusals = byName(await record(recorder, owner, added));
  const after = added.length === 0 ? present : new LaidTimes(await laidOn(store, owner.userId, days));
  const result = { imported: 0, grown: 0, duplicates: 0 };
  let storedMs = 0;
  await inStretches(buckets, stretch, (bucket) => {
    const [hadOf, hasOf] = [present, after].map((times) => durationsWithin(bucket, times.within(bucket))) as [
      Sums,
      Sums,
    ];
    for (const rowsOfName of bucket.names) {
      const [had, has] = [hadOf(rowsOfName), hasOf(rowsOfName)];
      storedMs += has;
      const { lines, durationMs } = rowsOfName;
      if (has < durationMs)
        rejected.push(...lines.map((line) => ({ line, ...reasonOf(refusals, bucket, rowsOfName) })));
      else result[had === 0 ? 'imported' : had < durationMs ? 'grown' : 'duplicates'] += lines.length;
    }
  });
  const givenMs = buckets.flatMap(({ names }) => names).reduce((sum, { durationMs }) => sum + durationMs, 0);
  return { ...result, rejected, seconds: { given: givenMs / 1_000, stored: Math.round(storedMs / 1_000) } };
}

type Sums = ReturnType<typeof durationsWithin>;

async function readRows(
  rows: OfferedRows['rows'],
  stretch: RunStretch,
): Promise<{ read: TimedRow[]; rejected: Rejected[] }> {
  const rejected: Rejected[] = [];
  const read: TimedRow[] = [];
  await inStretches(rows, stretch, (row) => {
    try {
      read.push(readTimedRow(row));
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      rejected.push({ line: placeOf(row), code: error.code, message: error.message });
    }
  });
  return { read, rejected };
}

/** The buckets of the rows, date by date: the rows of one date share their bucket. */
async function bucketsOfRows(
  read: readonly TimedRow[],
  terms: Parameters<typeof bucketsOf>[1],
  stretch: RunStretch,
): Promise<{ buckets: Bucket[]; refused: Rejected[] }> {
  const byDate = new Map<string, TimedRow[]>();
  for (const row of read) {
    const ofDate = byDate.get(row.date);
    if (ofDate) ofDate.push(row);
    else byDate.set(row.date, [row]);
  }
  const all = { buckets: [] as Bucket[], refused: [] as Rejected[] };
  await inStretches([...byDate.values()], stretch, (rows) => {
    const { buckets, refused } = bucketsOf(rows, terms);
    all.buckets.push(...buckets);
    all.refused.push(...refused);
  });
  return all;
}

function daysOf(buckets: readonly Bucket[], timeZone: string): Set<LocalDate> {
  const clock = zoneClock(timeZone);
  const days = new Set<LocalDate>();
  for (const { startMs, endMs } of buckets) {
    for (const { localDate } of clock.stretches(startMs, endMs)) days.add(localDate);
  }
  return days;
}

/** The imported time that counts on these days. Events that cannot be read count for nothing. */
async function laidOn(store: EventStore, userId: string, days: Iterable<LocalDate>): Promise<LaidTime[]> {
  const laid: LaidTime[] = [];
  for (const day of days) {
    const events: ActivityEvent[] = [];
    for await (const stored of store.read(activityStream(userId, day))) {
      try {
        const event = readActivityEvent(stored);
        if (event) events.push(event);
      } catch (error) {
        if (!(error instanceof DomainError)) throw error;
      }
    }
    laid.push(...laidTimeIn(survivorsOf(events)));
  }
  return laid;
}

type Refusal = Pick<Rejected, 'code' | 'message'> & { readonly time: LaidTime };

/** Records the time, lane by lane. Resolves to what the recorder refused. */
async function record(recorder: ActivityRecorder, owner: RowOwner, times: readonly LaidTime[]): Promise<Refusal[]> {
  const refusals: Refusal[] = [];
  const lanes = new Set(times.map(({ lane }) => lane));
  for (const lane of lanes) {
    const ofLane = times.filter((one) => one.lane === lane);
    for (let n = 0; n < ofLane.length; n += AT_ONCE) {
      const part = ofLane.slice(n, n + AT_ONCE);
      const device = { id: deviceOfLane(lane), machine: 'RescueTime', osUser: '' };
      const offer = { ...owner, device, source: 'computers', activities: part.map(activityOf), by: BY_IMPORT } as const;
      for (const { index, code, message } of (await recorder.record(offer)).rejected) {
        const time = part[index];
        if (time) refusals.push({ time, code, message });
      }
    }
  }
  return refusals;
}

function reasonOf(
  refusals: RefusalsByName,
  { startMs, endMs }: Bucket,
  name: RowsOfName,
): Pick<Rejected, 'code' | 'message'> {
  const found = refusals.get(nameOf(name))?.find(({ time }) => time.startedAt >= startMs && time.startedAt < endMs);
  return found ? { code: found.code, message: found.message } : { code: 'no_time_left', message: NO_TIME };
}

type RefusalsByName = ReadonlyMap<string, readonly Refusal[]>;

function byName(refusals: readonly Refusal[]): RefusalsByName {
  const names = new Map<string, Refusal[]>();
  for (const refusal of refusals) {
    const ofName = names.get(nameOf(refusal.time));
    if (ofName) ofName.push(refusal);
    else names.set(nameOf(refusal.time), [refusal]);
  }
  return names;
}

const nameOf = ({ activity, document = '' }: Pick<RowsOfName, 'activity' | 'document'>): string =>
  `${activity}\n${document}`;

/** The id is the same whenever the same time is laid, so a retry is harmless. */
const activityOf = ({ activity, document, startedAt, endedAt }: LaidTime) => ({
  id: `rescuetime-${sha256([activity, document ?? '', startedAt].join('\n')).slice(0, 40)}`,
  ...{ application: activity, startedAt, endedAt },
  ...(document !== undefined && { title: document }),
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
