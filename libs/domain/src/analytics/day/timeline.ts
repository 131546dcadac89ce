import type { ActivityClass } from '../../taxonomy/index.js';
import { byMost, foundOr, type ListedTime } from './listed-time.js';

/** What one five minutes of a lane show: the activity with the most time in them. */
export interface ShownPiece {
  readonly startMs: number;
  readonly utcOffsetMinutes: number;
  readonly activity: string;
  readonly category: string;
  readonly productivity: number;
  /** All time of the lane in the five minutes. */
  readonly seconds: number;
}

/** Some time within five minutes, with its class and the name that is shown. */
export interface ClassedPiece extends ActivityClass {
  /** UTC start of the five minutes, in epoch ms. */
  readonly startMs: number;
  readonly utcOffsetMinutes: number;
  readonly activity: string;
  readonly durationMs: number;
}

/** One five minutes while they are summed. */
interface Summed {
  readonly startMs: number;
  readonly utcOffsetMinutes: number;
  durationMs: number;
  readonly parts: Map<string, ListedTime & { readonly activity: string }>;
}

/** Sums time of one lane by five minutes. */
export class Timeline {
  private readonly summed = new Map<number, Summed>();

  add({ startMs, utcOffsetMinutes, activity, overview, category, productivity, durationMs }: ClassedPiece): void {
    const piece = foundOr<number, Summed>(this.summed, startMs, () => ({
      ...{ startMs, utcOffsetMinutes, durationMs: 0, parts: new Map() },
    }));
    piece.durationMs += durationMs;
    const kind = `${activity}\0${category}\0${productivity}`;
    const part = { activity, overview, category, productivity };
    foundOr(piece.parts, kind, () => ({ ...part, durationMs: 0 })).durationMs += durationMs;
  }

  /** The pieces in the order of time. */
  pieces(): ShownPiece[] {
    return [...this.summed.values()].map(shownPiece).sort((a, b) => a.startMs - b.startMs);
  }
}

function shownPiece({ startMs, utcOffsetMinutes, durationMs, parts }: Summed): ShownPiece {
  const [main] = [...parts.values()].sort(byMost(({ activity }) => activity));
  if (!main) throw new RangeError('A piece of the timeline has no part.');
  const { activity, category, productivity } = main;
  return { startMs, utcOffsetMinutes, activity, category, productivity, seconds: durationMs / 1000 };
}
