import { currentPulse } from './productivity-pulse.js';
import type { Report } from './shape-report.js';

const report = (...rows: [date: string, seconds: number, level: number][]): Report => ({
  ...{ perspective: 'interval', person: '', headers: [] },
  rows: rows.map(([date, seconds, level]) => ({
    intervalStart: date,
    values: [level],
    durationMs: seconds * 1000,
    weightedMs: undefined,
  })),
});
const pulseOf = (...rows: Parameters<typeof report>) => {
  const ofToday = rows.map(([time, ...rest]): (typeof rows)[number] => [`2026-11-21T${time}:00`, ...rest]);
  return currentPulse(report(...ofToday), '2026-11-21T12:02:00');
};

describe('the current productivity pulse', () => {
  it('is that of the buckets since half an hour ago, floored', () => {
    // (600 x 2 + 300 x -1 + 2 x 900) x 25 / 900 = 75
    expect(pulseOf(['11:25', 300, -2], ['11:30', 300, 2], ['11:35', 300, 2], ['12:00', 300, -1])).toEqual({
      pulse: 75,
      color: '#395B96',
      comment: 'Productivity pulse of the last 30 minutes as of 12:02',
    });
    expect(pulseOf(['11:30', 300, 2], ['11:35', 300, 2], ['11:40', 301, -1])).toMatchObject({ pulse: 74 });
  });

  it.each([
    [2, 100, '#2F78BD'],
    [1, 75, '#395B96'],
    [0, 50, '#655568'],
    [-1, 25, '#92343B'],
    [-2, 0, '#C5392F'],
  ])('of level %i alone is %i, in its colour', (level, pulse, color) => {
    expect(pulseOf(['11:30', 900, level])).toMatchObject({ pulse, color });
  });

  it('is null under 15 minutes', () => {
    expect(pulseOf(['11:30', 899, 2])).toMatchObject({ pulse: null, color: null });
    expect(pulseOf()).toMatchObject({ pulse: null });
  });

  it('has the local time as the tenth word of its comment, with a pulse and without', () => {
    for (const seconds of [900, 0]) {
      expect(pulseOf(['11:30', seconds, 2]).comment.split(' ')[9]).toMatch(/^12:02/);
    }
  });

  it('looks over midnight', () => {
    expect(currentPulse(report(['2026-11-20T23:45:00', 900, 1]), '2026-11-21T00:10:00')).toMatchObject({ pulse: 75 });
  });
});
