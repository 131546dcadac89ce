import { cutAtBuckets } from '../calendar/five-minutes.js';
import type { ActivityEvent, ActivityRecorded, OfflineTimePosted, SourceType, TimeErased } from './events.js';
import { IntervalSet } from './interval-set.js';
import { activityOf, documentOf, NO_DOCUMENT } from './naming.js';

/** What time is summed by. */
interface Subject {
  readonly source: SourceType;
  readonly activity: string;
  readonly document: string;
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
  private readonly totals = new Map<string, Mutable<BucketTotal>>();
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
    for (const total of this.totals.values()) if (total.version > position) changed.push({ ...total });
    return changed;
  }

  /** A measure of memory held: counted slices plus span ids. */
  get size(): number {
    return this.slices.length + this.seenSpanIds.size;
  }

  private record(data: ActivityRecorded['data'], position: bigint): void {
    for (const span of data.spans) {
      if (this.seenSpanIds.has(span.id)) continue;
      this.seenSpanIds.add(span.id);
      const subject = { source: data.source, activity: activityOf(span), document: documentOf(span) };
      this.count(subject, { ...span, deviceId: data.deviceId, utcOffsetMinutes: data.utcOffsetMinutes }, position);
    }
  }

  private postOffline(data: OfflineTimePosted['data'], position: bigint): void {
    const subject: Subject = { source: 'offline', activity: data.activity, document: data.details ?? NO_DOCUMENT };
    this.count(subject, { ...data, deviceId: OFFLINE_DEVICE }, position);
  }

  private count(
    subject: Subject,
    span: { deviceId: string; utcOffsetMinutes: number; startedAt: number; endedAt: number },
    position: bigint,
  ): void {
    const counted = this.countedOf(`${subject.source} ${span.deviceId}`);
    for (const fresh of counted.add(span.startedAt, span.endedAt)) {
      for (const { bucket, startMs, endMs } of cutAtBuckets(fresh.startMs, fresh.endMs)) {
        const total = this.totalOf(subject, bucket, span.utcOffsetMinutes);
        change(total, endMs - startMs, position);
        this.slices.push({ total, counted, startMs, endMs });
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

  private totalOf(subject: Subject, bucketStartUtc: number, utcOffsetMinutes: number): Mutable<BucketTotal> {
    const key = `${bucketStartUtc}\0${subject.source}\0${subject.activity}\0${subject.document}`;
    let total = this.totals.get(key);
    if (!total) {
      total = { ...subject, bucketStartUtc, utcOffsetMinutes, durationMs: 0, version: -1n };
      this.totals.set(key, total);
    }
    return total;
  }
}

function change(total: { durationMs: number; version: bigint }, ms: number, position: bigint): void {
  total.durationMs += ms;
  total.version = position;
}
