import fc from 'fast-check';
import { inOneGo } from '../../in-one-go.js';
import type { ReportRow } from '../shape-report.js';
import { SHIPPED_TAXONOMY } from '../../taxonomy/index.js';
import { activityTable, documentTable } from './activity-table.js';
import { hoursOfWeek, intervalSums, levelSums, rangeActivities } from './range-report.js';

const row = (intervalStart: string | undefined, values: ReportRow['values'], durationMs: number): ReportRow => ({
  ...{ intervalStart, values, durationMs, weightedMs: undefined },
});

describe('the levels of a range', () => {
  const rows = [
    row('2026-11-02T00:00:00', [2], 60_000),
    row('2026-11-01T00:00:00', [2], 40_500),
    row('2026-11-01T00:00:00', [-2], 20_000),
  ];

  it('are summed', () => {
    expect(levelSums(rows)).toEqual({ seconds: 120.5, levelSeconds: [20, 0, 0, 0, 100.5], pulse: 83 });
    expect(levelSums([])).toEqual({ seconds: 0, levelSeconds: [0, 0, 0, 0, 0], pulse: null });
  });

  it('are summed by interval, in the order of time', () => {
    expect(intervalSums(rows)).toEqual([
      { start: '2026-11-01T00:00:00', levelSeconds: [20, 0, 0, 0, 40.5] },
      { start: '2026-11-02T00:00:00', levelSeconds: [0, 0, 0, 0, 60] },
    ]);
  });

  it('are summed by hour of the week, from Monday to Sunday', () => {
    // Hours of the week are labelled by the week of Monday, 5 January 1970.
    const hours = hoursOfWeek([
      row('1970-01-11T00:00:00', [2], 1_000),
      row('1970-01-05T09:00:00', [2], 2_000),
      row('1970-01-05T09:00:00', [-2], 3_000),
    ]);
    expect(hours).toEqual([
      { weekday: 1, hour: 9, levelSeconds: [3, 0, 0, 0, 2] },
      { weekday: 7, hour: 0, levelSeconds: [0, 0, 0, 0, 1] },
    ]);
  });
});

describe('the activities of a range', () => {
  it('go from most time to least, and are summed by category', () => {
    const rows = [
      row(undefined, ['gitlab.com', 'Software', 2], 10_000),
      row(undefined, ['github.com', 'Software', 2], 90_500),
      row(undefined, ['youtube.com', 'Video', -2], 20_000),
    ];
    const { activities, activityCount, categories } = inOneGo(rangeActivities(rows, 2));
    expect(activities.map(({ activity, seconds }) => [activity, seconds])).toEqual([
      ['github.com', 90.5],
      ['youtube.com', 20],
    ]);
    expect(activityCount).toBe(3);
    expect(categories).toEqual([
      { category: 'Software', productivity: 2, seconds: 100.5 },
      { category: 'Video', productivity: -2, seconds: 20 },
    ]);
  });

  it('are the first of all that are sorted, however many there are', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 50 }), { maxLength: 3_000, size: 'max' }), (seconds) => {
        const rows = seconds.map((one, n) => row(undefined, [`a${n}`, 'c', 0], one * 1000));
        const sorted = rows
          .map(({ values, durationMs }) => ({ name: String(values[0]), ms: durationMs }))
          .sort((a, b) => b.ms - a.ms || (a.name < b.name ? -1 : 1));
        expect(inOneGo(rangeActivities(rows, 10)).activities.map(({ activity }) => activity)).toEqual(
          sorted.slice(0, 10).map(({ name }) => name),
        );
      }),
      { numRuns: 20 },
    );
  });
});

describe('the table of activities', () => {
  it('has the class of each and its origin, and the sums of all', () => {
    const rows = [
      row(undefined, ['github.com', 'Software Development', 'General Software Development', 2], 90_500),
      row(undefined, ['mine', 'Uncategorized', 'Uncategorized', 0], 9_500),
      row(undefined, ['youtube.com', 'Entertainment', 'Video', -2], 20_000),
    ];
    const table = inOneGo(activityTable(rows, SHIPPED_TAXONOMY, 2));
    expect(table).toMatchObject({ seconds: 120, levelSeconds: [20, 0, 9.5, 0, 90.5], activityCount: 3 });
    expect(table.activities.map(({ activity, origin }) => [activity, origin.level])).toEqual([
      ['github.com', 'shipped'],
      ['youtube.com', 'shipped'],
    ]);
  });

  it('is made in steps, so that others need not wait for 30,000 rows', () => {
    const rows = Array.from({ length: 30_000 }, (_, n) => row(undefined, [`a${n}`, 'o', 'c', 0], n));
    expect([...activityTable(rows, SHIPPED_TAXONOMY, 10_000)]).toHaveLength(20);
    expect([...rangeActivities(rows, 10)]).toHaveLength(15);
    expect([...documentTable(rows, 10)]).toHaveLength(15);
  });

  it('has the documents of one, and their sum', () => {
    const rows = [
      row(undefined, ['pulls', 'Software', 2], 1_500),
      row(undefined, ['issues', 'Software', 2], 2_500),
      row(undefined, ['wiki', 'Software', 2], 1_000),
    ];
    expect(inOneGo(documentTable(rows, 2))).toEqual({
      seconds: 5,
      documents: [
        { document: 'issues', category: 'Software', productivity: 2, seconds: 2.5 },
        { document: 'pulls', category: 'Software', productivity: 2, seconds: 1.5 },
      ],
      documentCount: 3,
    });
  });
});
