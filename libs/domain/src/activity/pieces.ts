import type { Interval, IntervalSet } from './interval-set.js';

/** A counted piece of one span: for whom, on whose device, and from when to when. */
export interface Piece<Subject> extends Interval {
  readonly subject: Subject;
  readonly counted: IntervalSet;
}

/** Counted pieces in the order in which they came, column by column: a day has thousands, and erasing is rare. */
export class Pieces<Subject> {
  private readonly subjects: Subject[] = [];
  private readonly counted: IntervalSet[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];

  get length(): number {
    return this.subjects.length;
  }

  add(subject: Subject, counted: IntervalSet, { startMs, endMs }: Interval): void {
    this.subjects.push(subject);
    this.counted.push(counted);
    this.starts.push(startMs);
    this.ends.push(endMs);
  }

  *[Symbol.iterator](): Generator<Piece<Subject>> {
    for (const [n, subject] of this.subjects.entries()) {
      const [counted, startMs, endMs] = [this.counted[n], this.starts[n], this.ends[n]];
      if (counted && startMs !== undefined && endMs !== undefined) yield { subject, counted, startMs, endMs };
    }
  }
}
