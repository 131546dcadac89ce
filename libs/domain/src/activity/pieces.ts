import type { Origin } from './device-totals.js';
import type { Interval } from './interval-set.js';

/** A counted piece of one span: for whom, on whose device, and from when to when. */
export interface Piece<Subject> extends Interval {
  readonly subject: Subject;
  readonly origin: Origin;
}

/** Counted pieces in the order in which they came, column by column: a day has thousands, and erasing is rare. */
export class Pieces<Subject> {
  private readonly subjects: Subject[] = [];
  private readonly origins: Origin[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  get length(): number {
    return this.subjects.length;
  }

  add(subject: Subject, origin: Origin, { startMs, endMs }: Interval): void {
    this.subjects.push(subject);
    this.origins.push(origin);
    this.starts.push(startMs);
    this.ends.push(endMs);
  }

  *[Symbol.iterator](): Generator<Piece<Subject>> {
    for (const [n, subject] of this.subjects.entries()) {
      const [origin, startMs, endMs] = [this.origins[n], this.starts[n], this.ends[n]];
      if (origin && startMs !== undefined && endMs !== undefined) yield { subject, origin, startMs, endMs };
    }
  }
}
