import type { LocalDate } from '../calendar/local-date.js';
import { cellsOf } from '../analytics/shape-report.js';
import type { PublishedWeek } from './published-week.js';
import { parseTeamQuestion, type TeamQuestion } from './team-question.js';
import { teamReport } from './team-report.js';

const NOW = Date.parse('2026-11-30T12:00Z');
const known = { people: 5, teamRevision: 1, asOf: '1' };
const WORK = { overview: 'Software Development', category: 'Editing & IDEs' };
const GAMES = { overview: 'Entertainment', category: 'Games' };
const FIRST: PublishedWeek = {
  ...{ ...known, week: '2026-11-02' as LocalDate, sharing: 'activities' },
  cells: [
    { ...WORK, activity: 'Emacs', productivity: 2, hours: 30 },
    { ...WORK, activity: 'vim', productivity: 1, hours: 10 },
    { ...GAMES, activity: 'Steam', productivity: -2, hours: 10 },
  ],
};
const SECOND: PublishedWeek = {
  ...{ ...known, people: 6, week: '2026-11-09' as LocalDate, sharing: 'levels' },
  cells: [{ productivity: 2, hours: 7 }],
};
const NONE: PublishedWeek = { ...known, week: '2026-11-16' as LocalDate, sharing: 'nothing', cells: [] };

function rowsOf(parameters: Record<string, string>, weeks: PublishedWeek[]) {
  const report = teamReport(parseTeamQuestion(parameters, NOW) as TeamQuestion, weeks);
  return report.rows.map((row, n) => cellsOf(report, row, n));
}

describe('the report of a team', () => {
  it.each<[title: string, parameters: Record<string, string>, weeks: PublishedWeek[], rows: unknown[]]>([
    [
      'by level sums the cells of all weeks',
      { rk: 'productivity' },
      [FIRST, SECOND, NONE],
      [
        [1, 37 * 3600, '6 or more', 2],
        [2, 10 * 3600, '5 or more', -2],
        [3, 10 * 3600, '5 or more', 1],
      ],
    ],
    [
      'by category leaves out a week that has levels only',
      { rk: 'category' },
      [FIRST, SECOND],
      [
        [1, 40 * 3600, '5 or more', 'Editing & IDEs'],
        [2, 10 * 3600, '5 or more', 'Games'],
      ],
    ],
    [
      'by activity',
      {},
      [FIRST],
      [
        [1, 30 * 3600, '5 or more', 'Emacs', 'Editing & IDEs', 2],
        [2, 10 * 3600, '5 or more', 'Steam', 'Games', -2],
        [3, 10 * 3600, '5 or more', 'vim', 'Editing & IDEs', 1],
      ],
    ],
    [
      // (30 x 2 + 10 x 1 - 10 x 2) / 50 h
      'of efficiency weighs published cells only',
      { rk: 'efficiency', pv: 'interval' },
      [FIRST, SECOND],
      [
        ['2026-11-02T00:00:00', 50 * 3600, '5 or more', 1, 75],
        ['2026-11-09T00:00:00', 7 * 3600, '6 or more', 2, 100],
      ],
    ],
    ['has no rows without a table', {}, [NONE], []],
    ['has no rows when all weeks are withdrawn', {}, [], []],
  ])('%s', (_title, parameters, weeks, rows) => expect(rowsOf(parameters, weeks)).toEqual(rows));

  it('is refused when all tables are coarser than the question', () =>
    expect(() => rowsOf({}, [SECOND, NONE])).toThrow(expect.objectContaining({ code: 'too_fine' })));
});
