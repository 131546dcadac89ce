import fc from 'fast-check';
import { addDays, localDateOfUtcMs, parseLocalDate, utcMsOfLocalDate } from './local-date.js';

describe('a local date', () => {
  it.each([
    '2026-02-29',
    '2026-13-01',
    '2026-00-01',
    '2026-01-00',
    '2026-1-1',
    '0050-01-01',
    '2026-01-01T00:00:00Z',
    '',
    'yesterday',
    '20260101',
  ])('is not read from %p', (text) => expect(parseLocalDate(text)).toBeUndefined());

  it.each(['2024-02-29', '1999-12-31', '2026-11-21'])('is read from %p', (text) =>
    expect(parseLocalDate(text)).toBe(text),
  );

  it('is read from the text of each real day and from no other text of that form', () => {
    const digits = fc.tuple(
      fc.integer({ min: 100, max: 9999 }),
      fc.integer({ min: 0, max: 13 }),
      fc.integer({ min: 0, max: 32 }),
    );
    fc.assert(
      fc.property(digits, ([year, month, day]) => {
        const text = `${`${year}`.padStart(4, '0')}-${`${month}`.padStart(2, '0')}-${`${day}`.padStart(2, '0')}`;
        const isSomeDay = localDateOfUtcMs(Date.UTC(year, month - 1, day)) === text;
        expect(parseLocalDate(text)).toBe(isSomeDay ? text : undefined);
      }),
    );
  });

  it('comes back after adding and taking away any number of days', () => {
    const days = fc.integer({ min: -3_000, max: 3_000 });
    const moments = fc.date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true });
    fc.assert(
      fc.property(moments, days, (moment, n) => {
        const date = localDateOfUtcMs(moment.getTime());
        expect(addDays(addDays(date, n), -n)).toBe(date);
        expect(utcMsOfLocalDate(addDays(date, 1)) - utcMsOfLocalDate(date)).toBe(86_400_000);
      }),
    );
  });
});
