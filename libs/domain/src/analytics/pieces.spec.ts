import fc from 'fast-check';
import { addDays, type LocalDate, localDateOfUtcMs } from '../calendar/local-date.js';
import { type Resolution, RESOLUTIONS } from './analytic-query.js';
import { daysOf, type Piece, pieceOf, type PlannedDays } from './pieces.js';

const day = (text: string) => text as LocalDate;
const plan = (resolution: Resolution | undefined, begin: string, end: string): PlannedDays => ({
  ...{ resolution, begin: day(begin), end: day(end) },
});

// 2026-11-01 is a Sunday.
describe('a piece of a plan', () => {
  it.each([
    ['by day, of ten days', plan('day', '2026-11-03', '2026-12-31'), { from: '2026-11-03', days: 10 }, '2026-11-12'],
    [
      'by minute, of one day',
      plan('minute', '2026-11-03', '2026-12-31'),
      { from: '2026-11-05', days: 1 },
      '2026-11-05',
    ],
    ['by day, past the end', plan('day', '2026-11-03', '2026-11-20'), { from: '2026-11-15', days: 99 }, '2026-11-20'],
    [
      'by week, of the weeks that fit',
      plan('week', '2026-11-03', '2026-12-31'),
      { from: '2026-11-03', days: 14 },
      '2026-11-14',
    ],
    [
      'by week, of the last days',
      plan('week', '2026-11-03', '2026-11-19'),
      { from: '2026-11-15', days: 99 },
      '2026-11-19',
    ],
    [
      'by month, of the months that fit',
      plan('month', '2026-10-15', '2027-12-31'),
      { from: '2026-10-15', days: 80 },
      '2026-12-31',
    ],
    [
      'by month, of a February',
      plan('month', '2024-02-01', '2024-12-31'),
      { from: '2024-02-01', days: 30 },
      '2024-02-29',
    ],
    ['of a rank', plan(undefined, '2026-01-01', '2026-12-31'), { from: '2026-01-01', days: 400 }, '2026-12-31'],
    [
      'of all that is left',
      plan('week', '2026-01-01', '9999-12-31'),
      { from: '2026-01-01', days: Infinity },
      '9999-12-31',
    ],
  ])('%s, has complete intervals', (_title, whole, { from, days }, end) =>
    expect(pieceOf(whole, day(from), days)).toMatchObject({ end, endsInterval: true }),
  );

  it.each([
    [
      'of a week',
      plan('week', '2026-11-03', '2026-12-31'),
      { from: '2026-11-03', days: 2 },
      { end: '2026-11-04', beginsInterval: true },
    ],
    [
      'of a month',
      plan('month', '2026-11-01', '2026-12-31'),
      { from: '2026-11-11', days: 5 },
      { end: '2026-11-15', beginsInterval: false },
    ],
    [
      'of a rank',
      plan(undefined, '2026-01-01', '2026-12-31'),
      { from: '2026-05-05', days: 7 },
      { end: '2026-05-11', beginsInterval: false },
    ],
  ])('may be a part %s', (_title, whole, { from, days }, piece) =>
    expect(pieceOf(whole, day(from), days)).toEqual({ begin: from, ...piece, endsInterval: false }),
  );

  it.each([
    ['week', '2026-11-05', '2026-11-07'],
    ['month', '2026-11-05', '2026-11-30'],
  ] as const)('within a %s ends with it at the latest', (resolution, from, end) =>
    expect(pieceOf(plan(resolution, '2026-11-01', '2027-12-31'), day(from), 99)).toEqual({
      ...{ begin: from, end, beginsInterval: false, endsInterval: true },
    }),
  );

  it('follows the one before: any lengths cover each day once, and no part of an interval has company', () => {
    const days = fc.integer({ min: 0, max: 900 }).map((n) => localDateOfUtcMs(Date.UTC(2023, 10, 20 + n)));
    fc.assert(
      fc.property(
        fc.constantFrom(undefined, ...RESOLUTIONS),
        days,
        fc.integer({ min: 0, max: 400 }),
        fc.infiniteStream(fc.integer({ min: 1, max: 120 })),
        (resolution, begin, more, lengths) => {
          const whole = { resolution, begin, end: addDays(begin, more) };
          const pieces: Piece[] = [];
          for (let from = begin; from <= whole.end; from = addDays(pieces.at(-1)!.end, 1)) {
            pieces.push(pieceOf(whole, from, lengths.next().value));
          }
          expect(pieces.map(({ begin: first }) => first)).toEqual([
            begin,
            ...pieces.slice(0, -1).map(({ end }) => addDays(end, 1)),
          ]);
          expect(pieces.reduce((sum, piece) => sum + daysOf(piece), 0)).toBe(more + 1);
          expect(pieces.at(-1)).toMatchObject({ end: whole.end, endsInterval: true });
          for (const piece of pieces) {
            const labels = new Set(labelsOf(resolution, piece));
            if (!piece.beginsInterval || !piece.endsInterval) expect(labels.size).toBe(1);
            const others = pieces.filter((other) => other !== piece).flatMap((other) => labelsOf(resolution, other));
            const shared = others.some((label) => labels.has(label));
            expect(shared).toBe(!piece.beginsInterval || !piece.endsInterval);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

/** The interval of each day of a piece, worked out the long way. */
function labelsOf(resolution: Resolution | undefined, { begin, end }: Piece): string[] {
  const labels: string[] = [];
  for (let at = begin; at <= end; at = addDays(at, 1)) {
    const date = new Date(`${at}T00:00:00Z`);
    if (resolution === 'week') date.setUTCDate(date.getUTCDate() - date.getUTCDay());
    const label = date.toISOString().slice(0, resolution === 'month' ? 7 : 10);
    labels.push(resolution === undefined ? 'all' : label);
  }
  return labels;
}
