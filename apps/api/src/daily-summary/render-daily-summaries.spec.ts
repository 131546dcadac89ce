import { type ClosedDay, type LocalDate, OVERVIEWS } from '@app/domain';
import { renderDailySummaries } from './render-daily-summaries.js';

type Levels = readonly [
  veryDistracting: number,
  distracting: number,
  neutral: number,
  productive: number,
  very: number,
];

/** A day with so many seconds at each level. */
function day([a, b, c, d, e]: Levels, overviewSeconds: Record<string, number> = {}, date = '2016-06-08'): ClosedDay {
  const overviews = Object.entries(overviewSeconds).map(([overview, seconds]) => [overview, seconds * 1000] as const);
  return {
    ...{ localDate: date as LocalDate, timeZone: 'Asia/Tokyo', taxonomyRevision: -1, activityRevision: 0 },
    levels: { [-2]: a * 1000, [-1]: b * 1000, 0: c * 1000, 1: d * 1000, 2: e * 1000 },
    overviews: Object.fromEntries(overviews),
  };
}

function fieldsOf(...of: Parameters<typeof day>): Record<string, unknown> {
  const [only] = JSON.parse(renderDailySummaries([day(...of)])) as [Record<string, unknown>];
  return only;
}

/** Seconds that give all the numbers of a recorded day. */
const RECORDED = day([6212, 4622, 9947, 2610, 20_585], {
  ...{ Uncategorized: 3367, Business: 2308, 'Communication & Scheduling': 6400, 'Social Networking': 5048 },
  ...{ 'Design & Composition': 3322, Entertainment: 452, 'News & Opinion': 1049, 'Software Development': 14_948 },
  ...{ 'Reference & Learning': 1599, Shopping: 41, Utilities: 5442 },
});
const RECORDED_PARTS: [name: string, percentage: string, hours: string, duration: string][] = [
  ['very_productive', '46.8', '5.72', '5h 43m'],
  ['productive', '5.9', '0.73', '43m 30s'],
  ['neutral', '22.6', '2.76', '2h 45m'],
  ['distracting', '10.5', '1.28', '1h 17m'],
  ['very_distracting', '14.1', '1.73', '1h 43m'],
  ['all_productive', '52.7', '6.44', '6h 26m'],
  ['all_distracting', '24.6', '3.01', '3h'],
  ['uncategorized', '7.7', '0.94', '56m 7s'],
  ['business', '5.2', '0.64', '38m 28s'],
  ['communication_and_scheduling', '14.6', '1.78', '1h 46m'],
  ['social_networking', '11.5', '1.4', '1h 24m'],
  ['design_and_composition', '7.6', '0.92', '55m 22s'],
  ['entertainment', '1.0', '0.13', '7m 32s'],
  ['news', '2.4', '0.29', '17m 29s'],
  ['software_development', '34.0', '4.15', '4h 9m'],
  ['reference_and_learning', '3.6', '0.44', '26m 39s'],
  ['shopping', '0.1', '0.01', '41s'],
  ['utilities', '12.4', '1.51', '1h 30m'],
];

describe('a day of the daily summary feed', () => {
  it('is, byte for byte, what was recorded', () => {
    const fields = [
      ...['"id":1465369200', '"date":"2016-06-08"', '"productivity_pulse":65'],
      ...RECORDED_PARTS.map(([name, percentage]) => `"${name}_percentage":${percentage}`),
      '"total_hours":12.22',
      ...RECORDED_PARTS.map(([name, , hours]) => `"${name}_hours":${hours}`),
      '"total_duration_formatted":"12h 12m"',
      ...RECORDED_PARTS.map(([name, , , duration]) => `"${name}_duration_formatted":"${duration}"`),
    ];
    expect(fields).toHaveLength(59);
    expect(renderDailySummaries([RECORDED])).toBe(`[{${fields.join(',')}}]`);
  });

  it('stands in its place among others, and no days are an empty list', () => {
    const other = day([0, 0, 1, 0, 0], {}, '2016-06-07');
    const both = JSON.parse(renderDailySummaries([RECORDED, other])) as object[];
    expect(both).toMatchObject([{ date: '2016-06-08' }, { date: '2016-06-07' }]);
    expect(renderDailySummaries([])).toBe('[]');
  });

  it.each([
    ['2016-06-08', 1_465_369_200],
    ['2022-12-31', 1_672_473_600],
    // The days on which summer time begins and ends there.
    ['2026-03-08', Date.parse('2026-03-08T00:00-08:00') / 1000],
    ['2026-11-01', Date.parse('2026-11-01T00:00-07:00') / 1000],
  ])('of %s has the id %i, wherever its user lives', (date, id) => {
    for (const timeZone of ['Asia/Tokyo', 'Pacific/Chatham', 'America/New_York']) {
      expect(renderDailySummaries([{ ...day([0, 0, 1, 0, 0], {}, date), timeZone }])).toContain(`[{"id":${id},`);
    }
  });

  it.each([
    ...[65.15, 65.32, 64.58, 39.75, 42.02, 57.03, 48.72, 55.97, 46.97, 52.47, 33.4, 19.38, 48.65, 52.88, 55.8],
    ...[0, 0.01, 99.99, 100],
  ])('with %p %% of it very productive and the rest very distracting has that pulse, floored', (percent) => {
    const very = Math.round(100 * percent);
    expect(fieldsOf([10_000 - very, 0, 0, 0, very]).productivity_pulse).toBe(Math.floor(percent));
  });

  // Recorded hours and their efficiency. The pulse is its whole part.
  it.each<[Levels, efficiency: number]>([
    [[135, 0, 20, 31, 2202], 93.6],
    [[0, 0, 0, 0, 685], 100],
    [[0, 0, 7, 3, 3581], 99.88],
    [[0, 0, 0, 16, 3581], 99.89],
    [[0, 0, 14, 0, 2221], 99.69],
    [[0, 5, 0, 0, 0], 25],
    [[0, 0, 0, 5, 0], 75],
  ])('of %p s at the levels has the pulse of an efficiency of %p', (levels, efficiency) =>
    expect(fieldsOf(levels).productivity_pulse).toBe(Math.floor(efficiency)),
  );

  it.each([
    [0.999, 'no time', 0],
    [1, '1s', 0],
    [17.999, '17s', 0],
    [18, '18s', 0.01],
    [59.999, '59s', 0.02],
    [60, '1m', 0.02],
    [47 * 60, '47m', 0.78],
    [43 * 60 + 30, '43m 30s', 0.73],
    [3599.999, '59m 59s', 1],
    [3600, '1h', 1],
    [3659, '1h', 1.02],
    [3660, '1h 1m', 1.02],
    [30 * 3600 + 59, '30h', 30.02],
  ])('of %p s says %p and %p hours', (seconds, text, hours) => {
    const fields = fieldsOf([0, 0, seconds, 0, 0]);
    expect(fields).toMatchObject({ total_duration_formatted: text, total_hours: hours, neutral_hours: hours });
  });

  it('shows a fraction where nothing is left of one', () => {
    const text = renderDailySummaries([day([0, 0, 3600, 0, 0], { Utilities: 3600 })]);
    expect(text).toContain('"neutral_percentage":100.0,"distracting_percentage":0.0,');
    expect(text).toContain('"total_hours":1.0,"very_productive_hours":0.0,');
    expect(text).toContain('"very_productive_duration_formatted":"no time"');
  });

  it('has a field for every overview of the shipped taxonomy', () => {
    const seconds = Object.fromEntries(OVERVIEWS.map((overview, index) => [overview, (index + 1) * 3600]));
    const fields = fieldsOf([0, 0, 66 * 3600, 0, 0], seconds);
    const hours = Object.entries(fields).filter(([name]) => name.endsWith('_hours'));
    expect(hours.slice(8).map(([, value]) => value)).toEqual(OVERVIEWS.map((_overview, index) => index + 1));
  });

  it('counts the time of an overview without a field in its total and levels', () => {
    const fields = fieldsOf([0, 0, 0, 3600, 0], { Chores: 1800, Business: 1800 });
    expect(fields).toMatchObject({ total_hours: 1, productive_percentage: 100, business_percentage: 50 });
  });
});
