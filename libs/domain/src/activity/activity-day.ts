import { BUCKET_MS, bucketStart } from '../calendar/five-minutes.js';
import type { ActivityEvent, ActivityRecorded, OfflineTimePosted, SourceType, TimeErased } from './events.js';
import { type Interval, IntervalSet } from './interval-set.js';
import { type NamedSpan, nameSpan, NO_DOCUMENT, NO_PAGE } from './naming.js';

/** Time with one activity in one day, from one kind of source. */
export interface DayTotal {
  readonly source: SourceType;
  readonly activity: string;
  /** 0 when all of it was erased: such a total takes an earlier row away. */
  readonly durationMs: number;
  /** Log position of the newest event that changed this total. */
  readonly version: bigint;
}

/** Time with one document of one activity in one bucket. */
export interface BucketTotal extends DayTotal, NamedSpan {
  /** UTC start of the bucket, epoch ms. */
  readonly bucketStartUtc: number;
  /** Local time minus UTC. */
  readonly utcOffsetMinutes: number;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** What time is summed by, and the totals that it has so far, by bucket in the order in which they came. */
interface Subject extends NamedSpan {
  readonly source: SourceType;
  readonly ofDay: Mutable<DayTotal>;
  readonly totals: Mutable<BucketTotal>[];
}

/** A counted piece of one span. */
interface Piece {
  readonly subject: Subject;
  readonly counted: IntervalSet;
  readonly startMs: number;
  readonly endMs: number;
}

const OFFLINE_DEVICE = 'offline offline';

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
 * the same totals, whatever the batches. Every replay passes through here span by span, so what one costs is kept small.
 */
export class ActivityDay {
  private readonly subjects = new Map<string, Subject>();
  private readonly dayTotals = new Map<string, Mutable<DayTotal>>();
  private readonly seenSpanIds = new Set<string>();
  private readonly countedByDevice = new Map<string, IntervalSet>();
  private readonly bucketChanges = new Changes<Mutable<BucketTotal>>();
  private readonly dayChanges = new Changes<Mutable<DayTotal>>();
  private pieces: Piece[] = [];

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
    return this.bucketChanges.since(position).map((total) => ({ ...total }));
  }

  /** Totals of the day that changed after the log position; all of them by default. Erased ones come with 0 ms. */
  totalsSince(position = -1n): DayTotal[] {
    return this.dayChanges.since(position).map((total) => ({ ...total }));
  }

  /** A measure of memory held: counted pieces plus span ids. */
  get size(): number {
    return this.pieces.length + this.seenSpanIds.size;
  }

  private record(data: ActivityRecorded['data'], position: bigint): void {
    const { source, utcOffsetMinutes } = data;
    const counted = this.countedOf(`${source} ${data.deviceId}`);
    for (const span of data.spans) {
      if (this.seenSpanIds.has(span.id)) continue;
      this.seenSpanIds.add(span.id);
      const subject = this.subjectOf(source, nameSpan(span));
      for (const { startMs, endMs } of counted.add(span.startedAt, span.endedAt)) {
        this.count({ subject, counted, startMs, endMs }, utcOffsetMinutes, position);
      }
    }
  }

  private postOffline(data: OfflineTimePosted['data'], position: bigint): void {
    const named = { activity: data.activity, document: data.details ?? NO_DOCUMENT, page: NO_PAGE };
    const subject = this.subjectOf('offline', named);
    const counted = this.countedOf(OFFLINE_DEVICE);
    for (const { startMs, endMs } of counted.add(data.startedAt, data.endedAt)) {
      this.count({ subject, counted, startMs, endMs }, data.utcOffsetMinutes, position);
    }
  }

  private erase(erased: TimeErased['data'], position: bigint): void {
    const kept: Piece[] = [];
    for (const piece of this.pieces) {
      const startMs = Math.max(piece.startMs, erased.from);
      const endMs = Math.min(piece.endMs, erased.to);
      const isNamed = !erased.activities || erased.activities.includes(piece.subject.activity);
      if (!isNamed || startMs >= endMs) {
        kept.push(piece);
        continue;
      }
      this.uncount(piece.subject, { startMs, endMs }, position);
      piece.counted.remove(startMs, endMs);
      if (piece.startMs < startMs) kept.push({ ...piece, endMs: startMs });
      if (endMs < piece.endMs) kept.push({ ...piece, startMs: endMs });
    }
    this.pieces = kept;
  }

  /** Adds a piece to its totals, cut at the edges of buckets. */
  private count(piece: Piece, utcOffsetMinutes: number, position: bigint): void {
    this.pieces.push(piece);
    const { subject } = piece;
    for (let at = piece.startMs; at < piece.endMs;) {
      const bucket = bucketStart(at);
      const endMs = Math.min(piece.endMs, bucket + BUCKET_MS);
      let total = totalOf(subject, bucket);
      if (!total) {
        const { source, activity, document, page } = subject;
        total = {
          ...{ source, activity, document, page, bucketStartUtc: bucket, utcOffsetMinutes },
          ...{ durationMs: 0, version: -1n },
        };
        subject.totals.push(total);
      }
      this.change(subject, total, { ms: endMs - at, position });
      at = endMs;
    }
  }

  /** Takes a part of a counted piece out of its totals again. */
  private uncount(subject: Subject, { startMs, endMs }: Interval, position: bigint): void {
    for (let at = startMs; at < endMs;) {
      const bucket = bucketStart(at);
      const end = Math.min(endMs, bucket + BUCKET_MS);
      const total = totalOf(subject, bucket);
      if (total) this.change(subject, total, { ms: at - end, position });
      at = end;
    }
  }

  private change(
    { ofDay }: Subject,
    total: Mutable<BucketTotal>,
    { ms, position }: { ms: number; position: bigint },
  ): void {
    this.bucketChanges.note(total, position);
    this.dayChanges.note(ofDay, position);
    total.durationMs += ms;
    ofDay.durationMs += ms;
  }

  private countedOf(device: string): IntervalSet {
    let counted = this.countedByDevice.get(device);
    if (!counted) this.countedByDevice.set(device, (counted = new IntervalSet()));
    return counted;
  }

  private subjectOf(source: SourceType, { activity, document, page }: NamedSpan): Subject {
    const key = `${source}\0${activity}\0${document}\0${page}`;
    let subject = this.subjects.get(key);
    if (!subject) {
      const dayKey = `${source}\0${activity}`;
      let ofDay = this.dayTotals.get(dayKey);
      if (!ofDay) this.dayTotals.set(dayKey, (ofDay = { source, activity, durationMs: 0, version: -1n }));
      subject = { source, activity, document, page, ofDay, totals: [] };
      this.subjects.set(key, subject);
    }
    return subject;
  }
}

/** From the newest backwards: time comes in order, nearly always. */
function totalOf({ totals }: Subject, bucket: number): Mutable<BucketTotal> | undefined {
  for (let n = totals.length - 1; n >= 0; n--) if (totals[n]?.bucketStartUtc === bucket) return totals[n];
  return undefined;
}

/** Which totals changed at which positions, so that those of a few events are found without looking at the whole day. */
class Changes<Total extends { version: bigint }> {
  private readonly totals: Total[] = [];
  private readonly positions: bigint[] = [];

  /** Gives the total its new version. Positions never fall. */
  note(total: Total, position: bigint): void {
    if (total.version === position) return;
    total.version = position;
    this.totals.push(total);
    this.positions.push(position);
  }

  /** What changed after the position, each total once, in the order of the newest change of each. */
  since(position: bigint): Total[] {
    let first = this.totals.length;
    while (first > 0 && (this.positions[first - 1] as bigint) > position) first--;
    const changed: Total[] = [];
    for (let n = first; n < this.totals.length; n++) {
      const total = this.totals[n] as Total;
      if (total.version === this.positions[n]) changed.push(total);
    }
    return changed;
  }
}
