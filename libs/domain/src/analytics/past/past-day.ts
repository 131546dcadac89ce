import { ActivityDay } from '../../activity/day/activity-day.js';
import { DayFold, type TimeChange, type TimeEvent } from '../../activity/day/day-fold.js';
import type { Interval } from '../../activity/day/interval-set.js';
import type { ActivityEvent } from '../../activity/events.js';
import type { NamedSpan } from '../../activity/naming.js';
import { type BucketTime, bucketTimes } from '../day/index.js';

/** An event of a day, and what the log tells of it. */
export interface HeardEvent {
  readonly event: ActivityEvent;
  /** When the log first heard of it, in epoch ms. */
  readonly firstRecordedMs: number;
  /** Whether an import brought it. */
  readonly isImported: boolean;
}

/**
 * One local day as reports showed it at a moment (epoch ms): the time that the log had heard of by
 * then, the moment itself included. What was erased since is not in it.
 *
 *     log     [a    ) [b    )   moment   [c    )   b is erased
 *     shown   [a    )
 *
 * An erasure takes away what came before it, however late it came itself.
 *
 * Apply all events of the day, in stream order.
 */
export class PastDay {
  private readonly day = new ActivityDay();
  private readonly applied: HeardEvent[] = [];
  private hasImported = false;

  constructor(private readonly momentMs: number) {}

  apply(heard: HeardEvent): void {
    if (!countsAt(this.momentMs, heard)) return;
    this.applied.push(heard);
    this.hasImported ||= heard.isImported;
    this.day.apply(heard.event, BigInt(this.applied.length));
  }

  /** What counts, bucket by bucket. */
  times(): BucketTime[] {
    return bucketTimes(this.day);
  }

  /** How much of it an import brought, in ms. Each event is a step: a day may have many. */
  *importedMs(): Generator<void, number, void> {
    if (!this.hasImported) return 0;
    const imported = new ImportedTime();
    for (const heard of this.applied) {
      imported.take(heard);
      yield;
    }
    return imported.ms;
  }
}

const ERASING: ReadonlySet<ActivityEvent['type']> = new Set(['TimeErased', 'DayRewritten']);

/** Whether an event counts for a day at a moment: an erasure does, however late it came. */
export const countsAt = (momentMs: number, { event, firstRecordedMs }: HeardEvent): boolean =>
  firstRecordedMs <= momentMs || ERASING.has(event.type);

interface Brought extends NamedSpan {
  readonly isImported: boolean;
}

/** The fold of a day that sums what an import brought. */
class ImportedTime extends DayFold<Brought> {
  ms = 0;
  private isImport = false;

  take({ event, isImported }: HeardEvent): void {
    this.isImport = isImported;
    this.apply(event, 0n);
  }

  protected subjectOf(name: NamedSpan, _event: TimeEvent): Brought {
    return { ...name, isImported: this.isImport };
  }

  protected change({ isImported }: Brought, { startMs, endMs }: Interval, { sign }: TimeChange): void {
    if (isImported) this.ms += sign * (endMs - startMs);
  }
}
