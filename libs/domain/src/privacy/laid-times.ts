import type { LaidTime, RowsOfName } from './lay-rows.js';

/** A stretch of time, half-open, in epoch ms. */
interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

const HOUR_MS = 3_600_000;

/**
 * Imported time, found by when it was. A batch has thousands of buckets and of times, so no bucket
 * may look at them all.
 */
export class LaidTimes {
  private readonly ofHour = new Map<number, LaidTime[]>();

  constructor(times: Iterable<LaidTime> = []) {
    this.add(times);
  }

  add(times: Iterable<LaidTime>): void {
    for (const time of times) {
      for (const hour of hoursOf({ startMs: time.startedAt, endMs: time.endedAt })) {
        const ofHour = this.ofHour.get(hour);
        if (ofHour) ofHour.push(time);
        else this.ofHour.set(hour, [time]);
      }
    }
  }

  /** The times that overlap the stretch, each once. */
  overlapping(stretch: Stretch): LaidTime[] {
    const found = new Set<LaidTime>();
    for (const hour of hoursOf(stretch)) {
      for (const time of this.ofHour.get(hour) ?? []) if (overlapMs(stretch, time) > 0) found.add(time);
    }
    return [...found];
  }
}

/** How much time, in ms, each name has within a stretch. A name without time has 0. */
export function durationsIn(
  stretch: Stretch,
  times: Iterable<LaidTime>,
): (name: Pick<RowsOfName, 'activity' | 'document'>) => number {
  const sums = new Map<string, number>();
  for (const time of times) sums.set(keyOf(time), (sums.get(keyOf(time)) ?? 0) + overlapMs(stretch, time));
  return (name) => sums.get(keyOf(name)) ?? 0;
}

/** Neither text has a line break. */
const keyOf = ({ activity, document = '' }: Pick<RowsOfName, 'activity' | 'document'>) => `${activity}\n${document}`;

const overlapMs = ({ startMs, endMs }: Stretch, { startedAt, endedAt }: LaidTime): number =>
  Math.max(0, Math.min(endMs, endedAt) - Math.max(startMs, startedAt));

function* hoursOf({ startMs, endMs }: Stretch): Generator<number> {
  for (let hour = Math.floor(startMs / HOUR_MS); hour * HOUR_MS < endMs; hour++) yield hour;
}
