import { DayFold, type TimeChange } from '../activity/day/day-fold.js';
import type { Interval } from '../activity/day/interval-set.js';
import type { ActivityEvent } from '../activity/events.js';
import type { NamedSpan } from '../activity/naming.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { TimeClasses } from '../taxonomy/index.js';
import { erasuresOf, type Slice } from './erased-slice.js';

/**
 * The time that an erasure of a slice takes from one day, by the activity as it is recorded, in ms.
 * It is what the eraser does, without doing it:
 *
 *     counts now   [editor      )  [mail    )
 *     slice                  [=====)
 *     counts then  [editor  )          [mail)
 *     gone                  [editor: 4) [mail: 4)
 *
 * It works in steps of some ms, so that the caller can do other work in between.
 */
export function* goneTime(
  events: readonly ActivityEvent[],
  asked: { slice: Slice; localDate: LocalDate; classes: TimeClasses },
): Generator<void, ReadonlyMap<string, number>, void> {
  const erasures = erasuresOf(events, asked);
  const day = new LosingDay();
  if (erasures.length === 0) return day.lost;
  for (const event of events) {
    yield;
    day.apply(event, 0n);
  }
  // Earlier erasures of the day are among its events. Only these count.
  day.isCounting = true;
  for (const data of erasures) {
    yield;
    day.apply({ type: 'TimeErased', data }, 0n);
  }
  return day.lost;
}

/** The fold of a day that sums what erasures take from it. */
class LosingDay extends DayFold<NamedSpan> {
  readonly lost = new Map<string, number>();
  isCounting = false;

  protected subjectOf(name: NamedSpan): NamedSpan {
    return name;
  }

  protected change({ activity }: NamedSpan, { startMs, endMs }: Interval, { sign }: TimeChange): void {
    if (this.isCounting && sign === -1) this.lost.set(activity, (this.lost.get(activity) ?? 0) + endMs - startMs);
  }
}
