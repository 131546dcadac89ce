import { sumsIn, weeksIn } from './report-rows.js';

const FIRST = ['Rank', 'Time Spent (seconds)', 'Number of People'];

describe('the rows of a report of a team', () => {
  it.each([
    [['Productivity'], [1, 7200, '5 or more', -2], { name: '', level: -2, seconds: 7200, people: '5 or more' }],
    [
      ['Category'],
      [1, 3600, '5 or more', 'Games'],
      { name: 'Games', level: undefined, seconds: 3600, people: '5 or more' },
    ],
    [
      ['Activity', 'Category', 'Productivity'],
      [1, 3600, 1, 'Steam', 'Games', -2],
      { name: 'Steam', level: -2, seconds: 3600, people: '1' },
    ],
  ])('are read by their headers: %j', (headers, row, sum) => {
    expect(sumsIn({ row_headers: [...FIRST, ...headers], rows: [row] })).toEqual([sum]);
  });

  it('by week are levels of each week, the oldest first', () => {
    const row_headers = ['Date', 'Time Spent (seconds)', 'Number of People', 'Productivity'];
    const rows = [
      ['2026-11-09T00:00:00', 3600, '5 or more', 0],
      ['2026-11-02T00:00:00', 7200, '5 or more', 2],
      ['2026-11-02T00:00:00', 10800, '5 or more', -2],
    ];
    expect(weeksIn({ row_headers, rows })).toEqual([
      { week: '2026-11-02', levelSeconds: [10800, 0, 0, 0, 7200] },
      { week: '2026-11-09', levelSeconds: [0, 0, 3600, 0, 0] },
    ]);
    expect(weeksIn({ row_headers, rows: [] })).toEqual([]);
  });
});
