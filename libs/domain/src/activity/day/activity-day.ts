import { BUCKET_MS, bucketStart } from '../../calendar/five-minutes.js';
import { Changes } from './changes.js';
import { DayFold, type TimeChange, type TimeEvent } from './day-fold.js';
import type { SourceType } from '../events.js';
import type { Interval } from './interval-set.js';
import { type NamedSpan, NO_DOCUMENT } from '../naming.js';

/** Time with one activity in one day, from one kind of source. */
export interface DayTotal {
  readonly source: SourceType;
  readonly activity: string;
  /** 0 when all of it was erased: such a total takes an earlier row away. */
  readonly durationMs: number;
  /** Log position of the newest event that changed this total. */
  readonly version: bigint;
}

/**
 * Time with one document of one activity in one bucket, of events with one offset. The account may
 * change its zone in a bucket. Then each event counts at its own local time, whichever came first.
 */
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
 * The totals of one user's one local day, by bucket and by activity. `DayFold` says which time
 * counts. Time is summed in milliseconds. So for every device the buckets hold exactly the union of
 * its accepted spans.
 *
 * Apply events in stream order, each with its log position. Totals are absolute: the same events
 * give the same totals, in any batches.
 *
 * Subjects and their totals form chains instead of small arrays: the garbage collector carries them
 * through every replay.
 */
export class ActivityDay extends DayFold<Subject> {
  private readonly subjects = new Map<string, Subject>();
  private readonly dayTotals = new Map<SourceType, Map<string, Mutable<DayTotal>>>();
  private readonly bucketChanges = new Changes<SubjectTotal>();
  private readonly dayChanges = new Changes<Mutable<DayTotal>>();
  private bucketCount = 0;

  /**
   * A long piece has many buckets, and each takes as much memory as a short piece. A piece of
   * average length has one or two, and its own size covers them.
   */
  override get size(): number {
    return super.size + Math.max(0, this.bucketCount - 2 * this.pieces.length);
  }

  /**
   * Bucket totals that changed after the log position. Default: all. Erased ones come with 0 ms.
   */
  bucketsSince(position = -1n): BucketTotal[] {
    return this.bucketChanges
      .since(position)
      .map(({ subject, bucketStartUtc, utcOffsetMinutes, durationMs, version }) => {
        const { source, activity, document, page } = subject;
        return { source, activity, document, page, bucketStartUtc, utcOffsetMinutes, durationMs, version };
      });
  }

  /**
   * Totals of the day that changed after the log position. Default: all. Erased ones come with
   * 0 ms.
   */
  totalsSince(position = -1n): DayTotal[] {
    return this.dayChanges.since(position).map((total) => ({ ...total }));
  }

  /** Adds time to the totals of a subject, or takes it out again, cut at the edges of buckets. */
  protected change(
    subject: Subject,
    { startMs, endMs }: Interval,
    { sign, utcOffsetMinutes, position }: TimeChange,
  ): void {
    for (let at = startMs; at < endMs;) {
      const bucketStartUtc = bucketStart(at);
      const end = Math.min(endMs, bucketStartUtc + BUCKET_MS);
      let total = totalOf(subject, bucketStartUtc, utcOffsetMinutes);
      if (!total) {
        const older = subject.newest;
        total = { subject, bucketStartUtc, utcOffsetMinutes, durationMs: 0, version: -1n, older };
        subject.newest = total;
        this.bucketCount++;
      }
      total.durationMs += sign * (end - at);
      this.bucketChanges.note(total, position);
      at = end;
    }
    subject.ofDay.durationMs += sign * (endMs - startMs);
    this.dayChanges.note(subject.ofDay, position);
  }

  protected subjectOf({ activity, document, page }: NamedSpan, event: TimeEvent): Subject {
    const source: SourceType = event.type === 'ActivityRecorded' ? event.data.source : 'offline';
    // The day holds this text already, and it tells most subjects apart. Those that share it form a
    // chain.
    const key = document === NO_DOCUMENT ? activity : document;
    const first = this.subjects.get(key);
    for (let known = first; known; known = known.nextOfKey) {
      const { document: theirs } = known;
      if (known.activity === activity && theirs === document && known.page === page && known.source === source)
        return known;
    }
    const ofDay = this.dayTotalOf(source, activity);
    // Equal texts share one string: the one the day already holds.
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
function totalOf({ newest }: Subject, bucketStartUtc: number, utcOffsetMinutes: number): SubjectTotal | undefined {
  let total = newest;
  while (total && (total.bucketStartUtc !== bucketStartUtc || total.utcOffsetMinutes !== utcOffsetMinutes)) {
    total = total.older;
  }
  return total;
}
