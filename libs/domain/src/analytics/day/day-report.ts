import { shownName } from '../../names/shown-name.js';
import type { ActivityClass, TimeClasses } from '../../taxonomy/index.js';
import type { Source } from '../analytic-query.js';
import { type DayFrame, type DayHour, hourOf } from './day-frame.js';
import { byMost, foundOr, type ListedTime } from './listed-time.js';
import { type ShownPiece, Timeline } from './timeline.js';

/** Time of one user in one bucket: five minutes, or the part of them with one activity. */
export interface BucketTime {
  /** UTC start of the bucket, in epoch ms. */
  readonly startMs: number;
  /** Local time minus UTC, as it was recorded. */
  readonly utcOffsetMinutes: number;
  readonly source: Source;
  readonly activity: string;
  readonly document: string;
  /** The path of the page. Empty when there is none. */
  readonly page: string;
  readonly durationMs: number;
}

/** Seconds at the levels -2, -1, 0, 1 and 2, in this order. Not rounded. */
export type LevelSeconds = readonly [number, number, number, number, number];

/** Sums of some time. */
export interface TimeSums {
  readonly seconds: number;
  readonly levelSeconds: LevelSeconds;
  /** 0 to 100, rounded down; null when there is no time. */
  readonly pulse: number | null;
}

export interface HourSums extends DayHour {
  readonly levelSeconds: LevelSeconds;
}

/** What one bucket of the timeline shows: the activity with the most time in it. */
export interface TimelinePiece extends ShownPiece {
  readonly source: Source;
}

export interface NamedTime extends ActivityClass {
  readonly seconds: number;
}

/** All that a page shows of a day's time. Lists go from most time to least, then by name. */
export interface DayReport extends TimeSums {
  readonly hours: readonly HourSums[];
  readonly timeline: readonly TimelinePiece[];
  readonly activities: readonly (NamedTime & { readonly activity: string })[];
  readonly categories: readonly NamedTime[];
}

/**
 * The report of one day: `times` are the buckets of the day, in any order. An hour that the frame
 * does not have is added. It occurs when the day was recorded in another zone. Milliseconds become
 * seconds after all summing.
 */
export function dayReport(frame: DayFrame, times: Iterable<BucketTime>, classes: TimeClasses): DayReport {
  const hours = new Map(frame.hours.map((hour) => [keyOfHour(hour), { ...hour, levels: noTime() }]));
  const timelines = new Map<Source, Timeline>();
  const activities = new Map<string, ListedTime & { activity: string }>();
  const categories = new Map<string, ListedTime>();
  const total = noTime();
  for (const time of times) {
    const { startMs, utcOffsetMinutes, activity, durationMs } = time;
    const ofTime = classes.hasRules(activity) ? classes.ofTime(time) : classes.ofActivity(activity);
    const hour = { startMs, utcOffsetMinutes, hour: hourOf(startMs, utcOffsetMinutes) };
    const level = ofTime.productivity + 2;
    const inHour = foundOr(hours, keyOfHour(hour), () => ({ ...hour, levels: noTime() }));
    inHour.startMs = Math.min(inHour.startMs, startMs);
    inHour.levels[level] = (inHour.levels[level] ?? 0) + durationMs;
    total[level] = (total[level] ?? 0) + durationMs;
    const { overview, category, productivity } = ofTime;
    const kind = `${overview}\0${category}\0${productivity}`;
    const listed = { overview, category, productivity };
    foundOr(categories, kind, () => ({ ...listed, durationMs: 0 })).durationMs += durationMs;
    const name = shownName(ofTime.activity);
    foundOr(activities, `${name}\0${kind}`, () => ({ ...listed, activity: name, durationMs: 0 })).durationMs +=
      durationMs;
    const piece = { ...listed, startMs, utcOffsetMinutes, activity: name, durationMs };
    foundOr(timelines, time.source, () => new Timeline()).add(piece);
  }
  return {
    ...sumsOf(total),
    hours: [...hours.values()].sort(byTime).map(({ levels, ...hour }) => ({ ...hour, levelSeconds: seconds(levels) })),
    timeline: [...timelines]
      .flatMap(([source, timeline]) => timeline.pieces().map((piece) => ({ ...piece, source })))
      .sort(byTime),
    activities: [...activities.values()].sort(byMost(({ activity }) => activity)).map(inSeconds),
    categories: [...categories.values()].sort(byMost(({ category }) => category)).map(inSeconds),
  };
}

/** Sums of time in ms at the levels -2 to 2. */
export function sumsOf(levelsMs: readonly number[]): TimeSums {
  const ms = levelsMs.reduce((sum, one) => sum + one, 0);
  const weighted = levelsMs.reduce((sum, one, level) => sum + one * level, 0);
  return {
    seconds: ms / 1000,
    levelSeconds: seconds(levelsMs),
    pulse: ms === 0 ? null : Math.floor((25 * weighted) / ms),
  };
}

type Levels = [number, number, number, number, number];

const noTime = (): Levels => [0, 0, 0, 0, 0];
const seconds = (levels: readonly number[]): LevelSeconds => levels.map((ms) => ms / 1000) as unknown as LevelSeconds;
const keyOfHour = ({ hour, utcOffsetMinutes }: Pick<DayHour, 'hour' | 'utcOffsetMinutes'>): string =>
  `${hour} ${utcOffsetMinutes}`;
const byTime = (a: { startMs: number }, b: { startMs: number }): number => a.startMs - b.startMs;
const inSeconds = <Named extends { durationMs: number }>({ durationMs, ...named }: Named) => ({
  ...named,
  seconds: durationMs / 1000,
});
