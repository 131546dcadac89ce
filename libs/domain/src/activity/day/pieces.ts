import type { Origin } from './device-totals.js';
import type { Interval } from './interval-set.js';

/** A counted piece of one span: for whom, on whose device, and from when to when. */
export interface Piece<Subject> extends Interval {
  readonly subject: Subject;
  readonly origin: Origin;
  /** Local time minus UTC, as the event of the time says it. */
  readonly utcOffsetMinutes: number;
}

/** The sum of some pieces. */
export interface SumOfPieces<Subject> extends Interval {
  readonly durationMs: number;
  /** The subject of the piece that ends last. */
  readonly newest: Subject;
}

/**
 * Counted pieces in the order in which they came, column by column: a day has thousands, and an
 * erasure is rare.
 */
export class Pieces<Subject> {
  private readonly subjects: Subject[] = [];
  private readonly origins: Origin[] = [];
  private readonly starts: number[] = [];
  private readonly ends: number[] = [];
  private readonly offsets: number[] = [];

  get length(): number {
    return this.subjects.length;
  }

  add({ subject, origin, startMs, endMs, utcOffsetMinutes }: Piece<Subject>): void {
    this.subjects.push(subject);
    this.origins.push(origin);
    this.starts.push(startMs);
    this.ends.push(endMs);
    this.offsets.push(utcOffsetMinutes);
  }

  /**
   * The sum of the pieces from an index on. Undefined when there are none. It makes no object for a
   * piece.
   */
  sumFrom(index: number): SumOfPieces<Subject> | undefined {
    let newest: Subject | undefined;
    let [startMs, endMs, durationMs] = [Infinity, -Infinity, 0];
    for (let n = index; n < this.subjects.length; n++) {
      const [start, end] = [this.starts[n] as number, this.ends[n] as number];
      durationMs += end - start;
      if (start < startMs) startMs = start;
      if (end <= endMs) continue;
      endMs = end;
      newest = this.subjects[n];
    }
    return newest === undefined ? undefined : { startMs, endMs, durationMs, newest };
  }

  /**
   * Takes the time of one origin within an interval out, and returns what it took, the newest
   * first. It looks at numbers only: a user may remove many entries of a day with many pieces.
   */
  cutOut(origin: Origin, { startMs, endMs }: Interval): Piece<Subject>[] {
    const cut: Piece<Subject>[] = [];
    for (let n = this.origins.length - 1; n >= 0; n--) {
      const [start, end] = [this.starts[n] as number, this.ends[n] as number];
      if (this.origins[n] !== origin || end <= startMs || endMs <= start) continue;
      const subject = this.subjects[n] as Subject;
      const utcOffsetMinutes = this.offsets[n] as number;
      const piece = { subject, origin, utcOffsetMinutes };
      cut.push({ ...piece, startMs: Math.max(start, startMs), endMs: Math.min(end, endMs) });
      const left: Interval[] = [];
      if (start < startMs) left.push({ startMs: start, endMs: startMs });
      if (endMs < end) left.push({ startMs: endMs, endMs: end });
      this.subjects.splice(n, 1, ...left.map(() => subject));
      this.origins.splice(n, 1, ...left.map(() => origin));
      this.starts.splice(n, 1, ...left.map((one) => one.startMs));
      this.ends.splice(n, 1, ...left.map((one) => one.endMs));
      this.offsets.splice(n, 1, ...left.map(() => utcOffsetMinutes));
    }
    return cut;
  }

  *[Symbol.iterator](): Generator<Piece<Subject>> {
    for (const [n, subject] of this.subjects.entries()) {
      const [origin, startMs, endMs] = [this.origins[n], this.starts[n], this.ends[n]];
      const utcOffsetMinutes = this.offsets[n];
      if (!origin || startMs === undefined || endMs === undefined || utcOffsetMinutes === undefined) continue;
      yield { subject, origin, startMs, endMs, utcOffsetMinutes };
    }
  }
}
