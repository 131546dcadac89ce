import fc from 'fast-check';
import { addDays, localDateOfUtcMs, parseLocalDate, utcMsOfLocalDate } from './local-date.js';

describe('a local date', () => {
  it.each(['2026-02-29', '2026-13-01', '2026-1-1', '2026-01-01T00:00:00Z', '', 'yesterday', '20260101'])(
    'is not read from %p',
    (text) => expect(parseLocalDate(text)).toBeUndefined(),
  );

  it.each(['2024-02-29', '1999-12-31', '2026-11-21'])('is read from %p', (text) =>
    expect(parseLocalDate(text)).toBe(text),
  );

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
