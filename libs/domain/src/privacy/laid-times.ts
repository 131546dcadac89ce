/** Time with one activity and document on one device of the import. Epoch ms, half-open. */
export interface LaidTime {
  /** From 1. Time beyond a bucket's length was on another device at the same time. */
  readonly lane: number;
  readonly activity: string;
  readonly document: string | undefined;
  readonly startedAt: number;
  readonly endedAt: number;
}

/** A stretch of time. Epoch ms, half-open. */
interface Stretch {
  readonly startMs: number;
  readonly endMs: number;
}

type Name = Pick<LaidTime, 'activity' | 'document'>;

const SLOT_MS = 3_600_000;

/**
 * Imported time, by the hours that it touches. A call may bring fifteen thousand rows: a look at
 * all times for each of them would keep every other user waiting.
 */
export class LaidTimes {
  private readonly bySlot = new Map<number, LaidTime[]>();

  constructor(times: Iterable<LaidTime> = []) {
    for (const time of times) this.add(time);
  }

  add(time: LaidTime): void {
    for (const slot of slotsOf(time.startedAt, time.endedAt)) {
      const inSlot = this.bySlot.get(slot);
      if (inSlot) inSlot.push(time);
      else this.bySlot.set(slot, [time]);
    }
  }

  /** The times that overlap a stretch, each once. */
  within({ startMs, endMs }: Stretch): LaidTime[] {
    const found = new Set<LaidTime>();
    for (const slot of slotsOf(startMs, endMs)) {
      for (const time of this.bySlot.get(slot) ?? []) {
        if (time.startedAt < endMs && time.endedAt > startMs) found.add(time);
      }
    }
    return [...found];
  }
}

function* slotsOf(startMs: number, endMs: number): Generator<number> {
  for (let slot = Math.floor(startMs / SLOT_MS); slot * SLOT_MS < endMs; slot++) yield slot;
}

/** The time of each name within a stretch, in ms: 0 for a name without time. */
export function durationsWithin({ startMs, endMs }: Stretch, times: Iterable<LaidTime>): (name: Name) => number {
  const sums = new Map<string, number>();
  for (const time of times) {
    const durationMs = Math.min(endMs, time.endedAt) - Math.max(startMs, time.startedAt);
    if (durationMs > 0) sums.set(keyOf(time), (sums.get(keyOf(time)) ?? 0) + durationMs);
  }
  return (name) => sums.get(keyOf(name)) ?? 0;
}

/** No name has a line break. */
const keyOf = ({ activity, document }: Name): string =>
  document === undefined ? activity : `${activity}\n${document}`;
