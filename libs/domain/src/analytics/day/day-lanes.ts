import { DayFold } from '../../activity/day/day-fold.js';
import type { Piece } from '../../activity/day/pieces.js';
import type { NamedSpan } from '../../activity/naming.js';
import { BUCKET_MS, bucketStart } from '../../calendar/five-minutes.js';
import { shownName } from '../../names/shown-name.js';
import type { TimeClasses } from '../../taxonomy/index.js';
import type { Source } from '../analytic-query.js';
import { foundOr } from './listed-time.js';
import { type ShownPiece, Timeline } from './timeline.js';

/** The day of one device, or what its user entered by hand. */
export interface DayLane {
  readonly source: Source;
  /** As the device called itself last on this day. Undefined for time that was entered by hand. */
  readonly device: { readonly machine: string; readonly osUser: string } | undefined;
  readonly seconds: number;
  readonly pieces: readonly ShownPiece[];
}

/**
 * The fold of a day that says which device its time is from. The tables do not know: they add
 * devices up. Apply the events of a day in the order of its stream. Erased time is in no lane.
 *
 *     laptop   [editor  ][mail ]
 *     phone         [chat   ]            two devices at once stay apart
 *     offline                    [lunch]
 */
export class LaneDay extends DayFold<NamedSpan> {
  /**
   * The lanes with time. Computers come first, then phones, then what was entered by hand. Devices
   * of one kind are in the order of their names, so a lane keeps its place while a page is open.
   */
  lanes(classes: TimeClasses): DayLane[] {
    const lanes = new Map<unknown, SummedLane>();
    for (const piece of this.pieces) {
      const { origin } = piece;
      // The time that was entered by hand has one origin. A device has one for each description.
      const lane = foundOr(lanes, origin.device ?? origin, () => ({
        ...{ piece, durationMs: 0, timeline: new Timeline() },
      }));
      if (piece.endMs > lane.piece.endMs) lane.piece = piece;
      lane.durationMs += piece.endMs - piece.startMs;
      addTo(lane.timeline, piece, classes);
    }
    return [...lanes.values()].map(shownLane).sort(byPlace);
  }

  protected subjectOf(name: NamedSpan): NamedSpan {
    return name;
  }

  protected change(): void {
    // The pieces say it all.
  }
}

/** A lane while it is summed. `piece` is its newest time: it says how the device is called. */
interface SummedLane {
  piece: Piece<NamedSpan>;
  durationMs: number;
  readonly timeline: Timeline;
}

function addTo(
  timeline: Timeline,
  { subject, startMs, endMs, utcOffsetMinutes }: Piece<NamedSpan>,
  classes: TimeClasses,
) {
  const { activity } = subject;
  const ofTime = classes.hasRules(activity) ? classes.ofTime(subject) : classes.ofActivity(activity);
  const named = { ...ofTime, activity: shownName(ofTime.activity), utcOffsetMinutes };
  for (let at = startMs; at < endMs;) {
    const begin = bucketStart(at);
    const end = Math.min(endMs, begin + BUCKET_MS);
    timeline.add({ ...named, startMs: begin, durationMs: end - at });
    at = end;
  }
}

function shownLane({ piece: { origin }, durationMs, timeline }: SummedLane): DayLane {
  const { device, machine, osUser } = origin;
  return {
    source: device?.source ?? 'offline',
    device: device && { machine, osUser },
    seconds: durationMs / 1000,
    pieces: timeline.pieces(),
  };
}

const SOURCE_ORDER: readonly Source[] = ['computers', 'mobile', 'offline'];
const placeOf = ({ source, device }: DayLane): string =>
  [SOURCE_ORDER.indexOf(source), device?.machine, device?.osUser].join('\n');
const byPlace = (a: DayLane, b: DayLane): number => {
  const [one, other] = [placeOf(a), placeOf(b)];
  return one < other ? -1 : Number(one > other);
};
