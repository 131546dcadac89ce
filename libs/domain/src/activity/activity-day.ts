import { BUCKET_MS, bucketStart } from '../calendar/five-minutes.js';
import { Changes } from './changes.js';
import { type DeviceSum, type DeviceTotal, DeviceTotals, type Origin } from './device-totals.js';
import type { ActivityEvent, ActivityRecorded, OfflineTimePosted, SourceType, TimeErased } from './events.js';
import { type Interval, IntervalSet } from './interval-set.js';
import { isErased } from './is-erased.js';
import { type NamedSpan, nameSpan, NO_DOCUMENT, NO_PAGE } from './naming.js';
import { Pieces } from './pieces.js';

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

/** What time is summed by. */
interface Subject extends NamedSpan {
  readonly source: SourceType;
  readonly ofDay: Mutable<DayTotal>;
  /** Its total in the bucket that came last; the others follow from there. */
  newest: SubjectTotal | undefined;
  /** The next subject of the same key. */
  readonly nextOfKey: Subject | undefined;
}

/** A bucket total that is still being summed. */
interface SubjectTotal {
  readonly subject: Subject;
  readonly bucketStartUtc: number;
  readonly utcOffsetMinutes: number;
  durationMs: number;
  version: bigint;
  readonly older: SubjectTotal | undefined;
}

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
 *
 * Every replay passes through here span by span, and what is kept of a span is what the garbage collector has to carry: so
 * there are chains instead of small arrays, and numbers side by side instead of small objects.
 */
export class ActivityDay {
  private readonly subjects = new Map<string, Subject>();
  private readonly dayTotals = new Map<SourceType, Map<string, Mutable<DayTotal>>>();
  private readonly seenSpanIds = new Set<string>();
  private readonly devices = new DeviceTotals();
  private readonly byHand: Origin = {
    ...{ counted: new IntervalSet(), device: undefined, machine: '', osUser: '', platform: '' },
  };
  private readonly bucketChanges = new Changes<SubjectTotal>();
  private readonly dayChanges = new Changes<Mutable<DayTotal>>();
  private pieces = new Pieces<Subject>();

  /** Folds one more event. `position` must not be below that of the event before. */
  apply(event: ActivityEvent, position: bigint): void {
    switch (event.type) {
      case 'ActivityRecorded':
        return this.record(event.data, position);
      case 'OfflineTimePosted':
        return this.postOffline(event.data, position);
      case 'TimeErased':
        return this.erase(event.data, position);
      case 'DayRewritten':
        return;
    }
  }

  /** Bucket totals that changed after the log position; all of them by default. Erased ones come with 0 ms. */
  bucketsSince(position = -1n): BucketTotal[] {
    return this.bucketChanges
      .since(position)
      .map(({ subject, bucketStartUtc, utcOffsetMinutes, durationMs, version }) => {
        const { source, activity, document, page } = subject;
        return { source, activity, document, page, bucketStartUtc, utcOffsetMinutes, durationMs, version };
      });
  }

  /** Totals of the day that changed after the log position; all of them by default. Erased ones come with 0 ms. */
  totalsSince(position = -1n): DayTotal[] {
    return this.dayChanges.since(position).map((total) => ({ ...total }));
  }

  /** Totals of devices that changed after the log position; all of them by default. Erased ones come with 0 ms. */
  devicesSince(position = -1n): DeviceTotal[] {
    return this.devices.since(position);
  }

  /** A measure of memory held: counted pieces plus span ids. */
  get size(): number {
    return this.pieces.length + this.seenSpanIds.size;
  }

  private record(data: ActivityRecorded['data'], position: bigint): void {
    const { source, utcOffsetMinutes } = data;
    const origin = this.devices.originOf(data);
    const before = this.pieces.length;
    for (const span of data.spans) {
      if (this.seenSpanIds.has(span.id)) continue;
      this.seenSpanIds.add(span.id);
      this.count(this.subjectOf(source, nameSpan(span)), span, { origin, utcOffsetMinutes, position });
    }
    const added = this.pieces.sumFrom(before);
    if (added) this.devices.add(origin, added, position);
  }

  private postOffline(data: OfflineTimePosted['data'], position: bigint): void {
    const named = { activity: data.activity, document: data.details ?? NO_DOCUMENT, page: NO_PAGE };
    const { utcOffsetMinutes } = data;
    this.count(this.subjectOf('offline', named), data, { origin: this.byHand, utcOffsetMinutes, position });
  }

  private erase(erased: TimeErased['data'], position: bigint): void {
    const kept = new Pieces<Subject>();
    const devices = new Set<DeviceSum>();
    for (const { subject, origin, ...piece } of this.pieces) {
      const startMs = Math.max(piece.startMs, erased.from);
      const endMs = Math.min(piece.endMs, erased.to);
      if (startMs >= endMs || !isErased(subject, erased)) {
        kept.add(subject, origin, piece);
        continue;
      }
      this.change(subject, { startMs, endMs }, { sign: -1, utcOffsetMinutes: 0, position });
      origin.counted.remove(startMs, endMs);
      if (origin.device) devices.add(origin.device);
      if (piece.startMs < startMs) kept.add(subject, origin, { startMs: piece.startMs, endMs: startMs });
      if (endMs < piece.endMs) kept.add(subject, origin, { startMs: endMs, endMs: piece.endMs });
    }
    this.pieces = kept;
    if (devices.size > 0) this.devices.sumAgain(devices, kept, position);
  }

  /** Adds what the device had not counted yet of a span to the totals of its subject. */
  private count(
    subject: Subject,
    { startedAt, endedAt }: { startedAt: number; endedAt: number },
    { origin, utcOffsetMinutes, position }: { origin: Origin; utcOffsetMinutes: number; position: bigint },
  ): void {
    for (const fresh of origin.counted.add(startedAt, endedAt)) {
      this.pieces.add(subject, origin, fresh);
      this.change(subject, fresh, { sign: 1, utcOffsetMinutes, position });
    }
  }

  /** Adds time to the totals of a subject, or takes it out again, cut at the edges of buckets. */
  private change(
    subject: Subject,
    { startMs, endMs }: Interval,
    { sign, utcOffsetMinutes, position }: { sign: 1 | -1; utcOffsetMinutes: number; position: bigint },
  ): void {
    for (let at = startMs; at < endMs;) {
      const bucketStartUtc = bucketStart(at);
      const end = Math.min(endMs, bucketStartUtc + BUCKET_MS);
      let total = totalOf(subject, bucketStartUtc);
      if (!total) {
        const older = subject.newest;
        total = { subject, bucketStartUtc, utcOffsetMinutes, durationMs: 0, version: -1n, older };
        subject.newest = total;
      }
      total.durationMs += sign * (end - at);
      this.bucketChanges.note(total, position);
      at = end;
    }
    subject.ofDay.durationMs += sign * (endMs - startMs);
    this.dayChanges.note(subject.ofDay, position);
  }

  private subjectOf(source: SourceType, { activity, document, page }: NamedSpan): Subject {
    // A text that is kept anyway, and tells most subjects apart: the few that share one form a chain.
    const key = document === NO_DOCUMENT ? activity : document;
    const first = this.subjects.get(key);
    for (let known = first; known; known = known.nextOfKey) {
      const { document: theirs } = known;
      if (known.activity === activity && theirs === document && known.page === page && known.source === source)
        return known;
    }
    const ofDay = this.dayTotalOf(source, activity);
    // Of equal texts the one that is kept anyway.
    const subject = { source, activity: ofDay.activity, document, page, ofDay, newest: undefined, nextOfKey: first };
    this.subjects.set(key, subject);
    return subject;
  }

  private dayTotalOf(source: SourceType, activity: string): Mutable<DayTotal> {
    let ofSource = this.dayTotals.get(source);
    if (!ofSource) this.dayTotals.set(source, (ofSource = new Map<string, Mutable<DayTotal>>()));
    let total = ofSource.get(activity);
    if (!total) ofSource.set(activity, (total = { source, activity, durationMs: 0, version: -1n }));
    return total;
  }
}

/** From the newest backwards: time comes in order, nearly always. */
function totalOf({ newest }: Subject, bucketStartUtc: number): SubjectTotal | undefined {
  let total = newest;
  while (total && total.bucketStartUtc !== bucketStartUtc) total = total.older;
  return total;
}
