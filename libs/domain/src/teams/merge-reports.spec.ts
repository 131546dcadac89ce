import fc from 'fast-check';
import type { ReportRow } from '../analytics/shape-report.js';
import { mergeReports } from './merge-reports.js';

const row = (values: (string | number)[], durationMs: number, more: Partial<ReportRow> = {}): ReportRow => ({
  ...{ intervalStart: undefined, values, durationMs, weightedMs: undefined },
  ...more,
});
const NINE = { intervalStart: '2026-11-21T09:00:00' };
const TEN = { intervalStart: '2026-11-21T10:00:00' };

describe('the reports of several people as one', () => {
  it.each<[title: string, reports: ReportRow[][], merged: ReportRow[]]>([
    ['have no rows without people', [], []],
    ['equal the report of one person', [[row([2], 60)]], [row([2], 60, { people: 1 })]],
    ['sum what has the same values', [[row([2], 60)], [row([2], 5)]], [row([2], 65, { people: 2 })]],
    [
      'keep other values apart, such as one activity that two people class differently',
      [[row(['Emacs', 'Editing & IDEs', 2], 60)], [row(['Emacs', 'Games', -2], 5)]],
      [row(['Emacs', 'Editing & IDEs', 2], 60, { people: 1 }), row(['Emacs', 'Games', -2], 5, { people: 1 })],
    ],
    [
      'keep intervals apart',
      [[row([2], 60, NINE)], [row([2], 5, TEN), row([2], 7, NINE)]],
      [row([2], 67, { ...NINE, people: 2 }), row([2], 5, { ...TEN, people: 1 })],
    ],
    // 60 ms at 2 and 20 ms at -2: 80 ms, weighing 80.
    [
      'sum weights for efficiency',
      [[row([], 60, { ...NINE, weightedMs: 120 })], [row([], 20, { ...NINE, weightedMs: -40 })]],
      [row([], 80, { ...NINE, weightedMs: 80, people: 2 })],
    ],
    ['count one person once, with any number of rows', [[row([2], 60), row([2], 5)]], [row([2], 65, { people: 1 })]],
    ['do not count a person without time', [[row([2], 0)], [row([2], 5)]], [row([2], 5, { people: 1 })]],
  ])('%s', (_title, reports, merged) => expect(mergeReports(reports)).toEqual(merged));

  it('have all of the time, and between one and all of the people in every row', () => {
    const anyRow = fc
      .tuple(fc.constantFrom(-2, 0, 2), fc.integer({ min: 1, max: 1000 }))
      .map(([level, durationMs]) => row([level], durationMs));
    fc.assert(
      fc.property(fc.array(fc.array(anyRow, { maxLength: 6 }), { maxLength: 5 }), (reports) => {
        const merged = mergeReports(reports);
        const sum = (rows: readonly ReportRow[]) => rows.reduce((total, { durationMs }) => total + durationMs, 0);
        expect(sum(merged)).toBe(sum(reports.flat()));
        for (const { values, people } of merged) {
          expect(people).toBe(reports.filter((rows) => rows.some((one) => one.values[0] === values[0])).length);
        }
      }),
    );
  });
});
