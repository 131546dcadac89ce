import { BUCKET_MS, bucketStart } from '../calendar/five-minutes.js';
import type { ActivityEvent, ActivityRecorded, OfflineTimePosted, SourceType, TimeErased } from './events.js';
import { IntervalSet } from './interval-set.js';
import { type NamedSpan, nameSpan, NO_DOCUMENT, NO_PAGE } from './naming.js';

/** What time is summed by. */
interface Subject extends NamedSpan {
  readonly source: SourceType;
}

/** Time with one document of one activity in one bucket. */
export interface BucketTotal extends Subject {
  /** UTC start of the bucket, epoch ms. */
  readonly bucketStartUtc: number;
  /** Local time minus UTC. */
  readonly utcOffsetMinutes: number;
  /** 0 when all of it was erased: such a total takes an earlier row away. */
  readonly durationMs: number;
  /** Log position of the newest event that changed this total. */
  readonly version: bigint;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** The totals of one subject, by the UTC start of their buckets. */
interface SubjectTotals {
  readonly subject: Subject;
  readonly byBucket: Map<number, Mutable<BucketTotal>>;
}

/** A counted piece of one span, within one bucket. */
interface Slice {
  readonly total: Mutable<BucketTotal>;
  readonly counted: IntervalSet;
  readonly startMs: number;
  readonly endMs: number;
}

const OFFLINE_DEVICE = 'offline';

/**
 * The fold of one activity stream: one user's one local day.
 *
 * Rules (docs/architecture.md, "From spans to buckets"): a span id counts once; of two spans of one device that overlap
 * the later to arrive loses the overlap; devices add up; time is summed in milliseconds, so that for every device the
 * buckets hold exactly the union of its accepted spans.
 *
 *     device 1   [editor      )                      09:00      09:05
 *                      [mail       )   (arrives 2nd)   editor 5m   editor 1m, mail 3m
 *     counted    [editor      )[mail)
 *
 * Events are applied in stream order, each with its log position. Totals are absolute: applying the same events gives
 * the same totals, whatever the batches.
 */
export class ActivityDay {
  private readonly totals: Mutable<BucketTotal>[] = [];
  private readonly subjects = new Map<string, SubjectTotals>();
  private readonly seenSpanIds = new Set<string>();
  private readonly countedByDevice = new Map<string, IntervalSet>();
  private slices: Slice[] = [];

  /** Folds one more event. `position` must not be below that of the event before. */
  apply(event: ActivityEvent, position: bigint): void {
    switch (event.type) {
      case 'ActivityRecorded':
        return this.record(event.data, position);
      case 'OfflineTimePosted':
        return this.postOffline(event.data, position);
      case 'TimeErased':
        return this.erase(event.data, position);
    }
  }

  /** Bucket totals that changed after the log position; all of them by default. Erased ones come with 0 ms. */
  bucketsSince(position = -1n): BucketTotal[] {
    const changed: BucketTotal[] = [];
    for (const total of this.totals) if (total.version > position) changed.push({ ...total });
    return changed;
  }

  /** A measure of memory held: counted slices plus span ids. */
  get size(): number {
    return this.slices.length + this.seenSpanIds.size;
  }

  private record(data: ActivityRecorded['data'], position: bigint): void {
    const { source, utcOffsetMinutes } = data;
    const counted = this.countedOf(`${source} ${data.deviceId}`);
    for (const span of data.spans) {
      if (this.seenSpanIds.has(span.id)) continue;
      this.seenSpanIds.add(span.id);
      this.count(this.subjectOf(source, nameSpan(span)), { counted, utcOffsetMinutes, span, position });
    }
  }

  private postOffline(data: OfflineTimePosted['data'], position: bigint): void {
    const named = { activity: data.activity, document: data.details ?? NO_DOCUMENT, page: NO_PAGE };
    const counted = this.countedOf(`offline ${OFFLINE_DEVICE}`);
    const { utcOffsetMinutes } = data;
    this.count(this.subjectOf('offline', named), { counted, utcOffsetMinutes, span: data, position });
  }

  /** Counts what the device had not counted yet of a span, cut at the edges of buckets. */
  private count(
    { subject, byBucket }: SubjectTotals,
    { counted, utcOffsetMinutes, span, position }: CountedSpan,
  ): void {
    for (const fresh of counted.add(span.startedAt, span.endedAt)) {
      for (let startMs = fresh.startMs; startMs < fresh.endMs;) {
        const bucket = bucketStart(startMs);
        const endMs = Math.min(fresh.endMs, bucket + BUCKET_MS);
        let total = byBucket.get(bucket);
        if (!total) {
          const { source, activity, document, page } = subject;
          total = {
            ...{ source, activity, document, page },
            ...{ bucketStartUtc: bucket, utcOffsetMinutes, durationMs: 0, version: position },
          };
          byBucket.set(bucket, total);
          this.totals.push(total);
        }
        change(total, endMs - startMs, position);
        this.slices.push({ total, counted, startMs, endMs });
        startMs = endMs;
      }
    }
  }

  private erase(erased: TimeErased['data'], position: bigint): void {
    const kept: Slice[] = [];
    for (const slice of this.slices) {
      const startMs = Math.max(slice.startMs, erased.from);
      const endMs = Math.min(slice.endMs, erased.to);
      const named = !erased.activities || erased.activities.includes(slice.total.activity);
      if (!named || startMs >= endMs) {
        kept.push(slice);
        continue;
      }
      change(slice.total, startMs - endMs, position);
      slice.counted.remove(startMs, endMs);
      if (slice.startMs < startMs) kept.push({ ...slice, endMs: startMs });
      if (endMs < slice.endMs) kept.push({ ...slice, startMs: endMs });
    }
    this.slices = kept;
  }

  private countedOf(device: string): IntervalSet {
    let counted = this.countedByDevice.get(device);
    if (!counted) this.countedByDevice.set(device, (counted = new IntervalSet()));
    return counted;
  }

  private subjectOf(source: SourceType, { activity, document, page }: NamedSpan): SubjectTotals {
    const key = `${source}\0${activity}\0${document}\0${page}`;
    let known = this.subjects.get(key);
    if (!known) {
      known = { subject: { source, activity, document, page }, byBucket: new Map() };
      this.subjects.set(key, known);
    }
    return known;
  }
}

/** One span on its way into the totals: the time of its device that is counted already, and what it adds. */
interface CountedSpan {
  readonly counted: IntervalSet;
  readonly utcOffsetMinutes: number;
  readonly span: { readonly startedAt: number; readonly endedAt: number };
  readonly position: bigint;
}

function change(total: { durationMs: number; version: bigint }, ms: number, position: bigint): void {
  total.durationMs += ms;
  total.version = position;
}
