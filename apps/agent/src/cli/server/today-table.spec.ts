import { todayTable } from './today-table.js';

const LEVELS = [
  { productivity: -2, seconds: 60 },
  { productivity: -1, seconds: 0 },
  { productivity: 0, seconds: 1_800 },
  { productivity: 1, seconds: 3_600 },
  { productivity: 2, seconds: 7_200 },
];
const TODAY = { date: '2026-11-30', seconds: 12_660, levels: LEVELS };

describe('the table of today', () => {
  it('has the most productive first, and the longest bar fills the width', () => {
    expect(todayTable(TODAY, { width: 53, hasColour: false })).toEqual([
      '2026-11-30  3 h 31 min',
      '',
      `very productive    2 h 00 min  ${'█'.repeat(22)}`,
      `productive         1 h 00 min  ${'█'.repeat(11)}`,
      'neutral                30 min  █████▌',
      'distracting               0 s',
      'very distracting        1 min  ▏',
    ]);
  });

  it('has no bars on a narrow terminal, and no line is wider than a wide one', () => {
    expect(todayTable(TODAY, { width: 30, hasColour: false }).join()).not.toContain('█');
    for (const width of [40, 60, 80, 300]) {
      for (const line of todayTable(TODAY, { width, hasColour: false })) expect(line.length).toBeLessThanOrEqual(width);
    }
  });

  it('has colours only when asked', () => {
    expect(todayTable(TODAY, { width: 80, hasColour: true }).join()).toContain('\u001b[34m█');
  });

  it('says when there is no time yet', () => {
    expect(todayTable({ ...TODAY, seconds: 0 }, { width: 80, hasColour: false })).toEqual(['2026-11-30: no time yet']);
  });
});
