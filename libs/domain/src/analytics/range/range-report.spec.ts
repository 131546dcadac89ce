import { SHIPPED_TAXONOMY, timeClasses } from '../../taxonomy/index.js';
import type { ReportRow } from '../shape-report.js';
import { hoursOfWeek, rangeReport } from './range-report.js';

const row = (start: string, values: ReportRow['values'], durationMs: number): ReportRow => ({
  ...{ intervalStart: start, values, durationMs, weightedMs: undefined },
});

describe('the report of a range', () => {
  it('sums by interval, activity and category', () => {
    const report = rangeReport([
      row('2026-11-02T00:00:00', ['github.com', 'Software', 2], 60_000),
      row('2026-11-01T00:00:00', ['github.com', 'Software', 2], 30_500),
      row('2026-11-01T00:00:00', ['gitlab.com', 'Software', 2], 10_000),
      row('2026-11-01T00:00:00', ['youtube.com', 'Video', -2], 20_000),
    ]);
    expect(report).toMatchObject({ seconds: 120.5, levelSeconds: [20, 0, 0, 0, 100.5], pulse: 83 });
    expect(report.intervals).toEqual([
      { start: '2026-11-01T00:00:00', levelSeconds: [20, 0, 0, 0, 40.5] },
      { start: '2026-11-02T00:00:00', levelSeconds: [0, 0, 0, 0, 60] },
    ]);
    expect(report.activities.map(({ activity, seconds }) => [activity, seconds])).toEqual([
      ['github.com', 90.5],
      ['youtube.com', 20],
      ['gitlab.com', 10],
    ]);
    expect(report.categories).toEqual([
      { category: 'Software', productivity: 2, seconds: 100.5 },
      { category: 'Video', productivity: -2, seconds: 20 },
    ]);
  });

  it('is empty without time', () => {
    expect(rangeReport([])).toEqual({
      ...{ seconds: 0, levelSeconds: [0, 0, 0, 0, 0], pulse: null, intervals: [], activities: [], categories: [] },
    });
  });
});

describe('the hours of the week', () => {
  const time = { document: '', page: '', weekday: 1, hour: 9 };

  it('are summed by level, from Monday to Sunday', () => {
    const hours = hoursOfWeek(
      [
        { ...time, weekday: 7, hour: 0, activity: 'github.com', durationMs: 1_000 },
        { ...time, activity: 'github.com', durationMs: 2_000 },
        { ...time, activity: 'youtube.com', durationMs: 3_000 },
      ],
      timeClasses(SHIPPED_TAXONOMY),
    );
    expect(hours).toEqual([
      { weekday: 1, hour: 9, levelSeconds: [3, 0, 0, 0, 2] },
      { weekday: 7, hour: 0, levelSeconds: [0, 0, 0, 0, 1] },
    ]);
  });

  it('follow the rules by which the user splits an activity', () => {
    const documentRules = new Map([
      ['github.com', [{ match: 'substring', pattern: 'games', productivity: -2 } as const]],
    ]);
    const classes = timeClasses({ ...SHIPPED_TAXONOMY, documentRules });
    const hours = hoursOfWeek(
      [
        { ...time, activity: 'github.com', document: 'games', durationMs: 1_000 },
        { ...time, activity: 'github.com', document: 'work', durationMs: 2_000 },
      ],
      classes,
    );
    expect(hours).toEqual([{ weekday: 1, hour: 9, levelSeconds: [1, 0, 0, 0, 2] }]);
  });
});
