import type { ActivityEvent, TimeErased } from '../activity/events.js';
import { nameSpan } from '../activity/naming.js';
import type { LocalDate } from '../calendar/local-date.js';
import type { TimeClasses } from '../taxonomy/index.js';
import { erasuresOf, type Slice } from './erased-slice.js';
import { survivorsOf } from './survivors.js';

/**
 * The time that an erasure of a slice takes from one day, by the activity as it is recorded, in ms.
 * It is what the eraser does, without doing it:
 *
 *     counts now   [editor      )  [mail    )
 *     slice                  [=====)
 *     counts then  [editor  )          [mail)
 *     gone                  [editor: 4) [mail: 4)
 */
export function goneTime(
  events: readonly ActivityEvent[],
  asked: { slice: Slice; localDate: LocalDate; classes: TimeClasses },
): ReadonlyMap<string, number> {
  const erasures = erasuresOf(events, asked).map((data): TimeErased => ({ type: 'TimeErased', data }));
  const gone = new Map<string, number>();
  if (erasures.length === 0) return gone;
  const add = (activity: string, ms: number) => gone.set(activity, (gone.get(activity) ?? 0) + ms);
  const count = (left: readonly ActivityEvent[], sign: 1 | -1) => {
    for (const event of survivorsOf(left)) {
      if (event.type === 'OfflineTimePosted') add(event.data.activity, sign * lengthOf(event.data));
      else for (const span of event.data.spans) add(nameSpan(span).activity, sign * lengthOf(span));
    }
  };
  count(events, 1);
  count([...events, ...erasures], -1);
  for (const [activity, ms] of gone) if (ms <= 0) gone.delete(activity);
  return gone;
}

const lengthOf = ({ startedAt, endedAt }: { startedAt: number; endedAt: number }): number => endedAt - startedAt;
