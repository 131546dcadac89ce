import { type ClosedDay, type DayTotals, type ProductivityLevel, startOfDay } from '@app/domain';
import { floatJson } from '../http/bodies/float-json.js';

/** A part of a day's time: its name in the feed, and its sum in ms. */
type Part = readonly [name: string, msOf: (totals: DayTotals) => number];

const ofLevels =
  (...levels: readonly ProductivityLevel[]) =>
  (totals: DayTotals): number =>
    levels.reduce<number>((sum, level) => sum + totals.levels[level], 0);
const ofOverview =
  (overview: string) =>
  ({ overviews }: DayTotals): number =>
    overviews[overview] ?? 0;

const TOTAL: Part = ['total', ofLevels(2, 1, 0, -1, -2)];

/**
 * In the documented order. An overview that is not in this list has no field. Its time counts in
 * the total and the levels.
 */
const PARTS: readonly Part[] = [
  ['very_productive', ofLevels(2)],
  ['productive', ofLevels(1)],
  ['neutral', ofLevels(0)],
  ['distracting', ofLevels(-1)],
  ['very_distracting', ofLevels(-2)],
  ['all_productive', ofLevels(2, 1)],
  ['all_distracting', ofLevels(-1, -2)],
  ['uncategorized', ofOverview('Uncategorized')],
  ['business', ofOverview('Business')],
  ['communication_and_scheduling', ofOverview('Communication & Scheduling')],
  ['social_networking', ofOverview('Social Networking')],
  ['design_and_composition', ofOverview('Design & Composition')],
  ['entertainment', ofOverview('Entertainment')],
  ['news', ofOverview('News & Opinion')],
  ['software_development', ofOverview('Software Development')],
  ['reference_and_learning', ofOverview('Reference & Learning')],
  ['shopping', ofOverview('Shopping')],
  ['utilities', ofOverview('Utilities')],
];

/**
 * The names of the parts, the total first. Each part has hours and a text in the feed. All but the
 * total have a percentage.
 */
export const PART_NAMES: readonly string[] = [TOTAL, ...PARTS].map(([name]) => name);

/**
 * The days as the JSON array of the documented Daily Summary Feed API, in the given order. Each has
 * 59 fields, in the documented order. Every day must have time.
 *
 * Every number is computed from milliseconds, never from another printed number. Percentages have
 * one decimal and hours two, halves up, and always a fraction (`0.0`). Source: "Output Format";
 * forms as recorded.
 */
export function renderDailySummaries(days: readonly ClosedDay[]): string {
  return `[${days.map(renderDay).join(',')}]`;
}

function renderDay(day: ClosedDay): string {
  const totalMs = TOTAL[1](day);
  const fields: (readonly [name: string, json: string])[] = [
    ['id', String(idOf(day))],
    ['date', JSON.stringify(day.localDate)],
    ['productivity_pulse', String(pulseOf(day, totalMs))],
    ...PARTS.map(([name, msOf]) => [`${name}_percentage`, percentage(msOf(day), totalMs)] as const),
    ...[TOTAL, ...PARTS].map(([name, msOf]) => [`${name}_hours`, hours(msOf(day))] as const),
    ...[TOTAL, ...PARTS].map(
      ([name, msOf]) => [`${name}_duration_formatted`, JSON.stringify(durationText(msOf(day)))] as const,
    ),
  ];
  return `{${fields.map(([name, json]) => `"${name}":${json}`).join(',')}}`;
}

/**
 * Unix time of the date's midnight in Los Angeles, whatever the user's zone. Source: recordings of
 * users in other zones.
 */
const idOf = ({ localDate }: ClosedDay): number => startOfDay(localDate, 'America/Los_Angeles') / 1000;

/**
 * Mean productivity on a scale of 0 (all very distracting) to 100 (all very productive), floored.
 * Source: RescueTime's published formula. Recordings show that it is floored: rounding would
 * contradict eight days of fifteen.
 */
function pulseOf({ levels }: ClosedDay, totalMs: number): number {
  const weightedMs = levels[-1] + 2 * levels[0] + 3 * levels[1] + 4 * levels[2];
  return Math.floor((25 * weightedMs) / totalMs);
}

const percentage = (ms: number, totalMs: number): string => floatJson(Math.round((1000 * ms) / totalMs) / 10);

const hours = (ms: number): string => floatJson(Math.round(ms / 36_000) / 100);

/**
 * A time in at most two units, cut off after that, without units that are zero: `12h 12m`, `3h`,
 * `43m 30s`, `41s`, `no time`. Source: as recorded; the documentation says "Xh Ym Zs", but no
 * recorded value has three.
 */
function durationText(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  const [h, m, s] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60];
  const units: [count: number, unit: string][] = [
    [h, 'h'],
    [m, 'm'],
    [h > 0 ? 0 : s, 's'],
  ];
  const text = units.flatMap(([count, unit]) => (count > 0 ? [`${count}${unit}`] : [])).join(' ');
  return text === '' ? 'no time' : text;
}
