import fc from 'fast-check';
import { addDays, type LocalDate } from '../../calendar/local-date.js';
import { dayFrame } from './day-frame.js';

const shown = (date: string, zone: string) =>
  dayFrame(date as LocalDate, zone).hours.map(({ hour, utcOffsetMinutes }) => `${hour} ${utcOffsetMinutes}`);

describe('the hours of a day', () => {
  it('are 24 on most days', () => {
    const hours = shown('2026-11-29', 'Europe/Berlin');
    expect(hours).toHaveLength(24);
    expect([hours[0], hours[23]]).toEqual(['0 60', '23 60']);
  });

  it.each([
    // The hour from 2 to 3 is there twice.
    ['2026-10-25', 'Europe/Berlin', 25, ['1 120', '2 120', '2 60', '3 60']],
    // Half of the hour from 1 to 2 is there twice.
    ['2026-04-05', 'Australia/Lord_Howe', 25, ['0 660', '1 660', '1 630', '2 630']],
  ])('show a repeated hour twice: %s in %s', (date, zone, count, some) => {
    const hours = shown(date, zone);
    expect(hours).toHaveLength(count);
    expect(hours).toEqual(expect.arrayContaining(some));
  });

  it.each([
    ['2026-03-29', 'Europe/Berlin', 23, '2 120'],
    // Midnight is skipped: the day begins at 1.
    ['2026-09-06', 'America/Santiago', 23, '0 -180'],
  ])('leave out a skipped hour: %s in %s', (date, zone, count, gone) => {
    const hours = shown(date, zone);
    expect(hours).toHaveLength(count);
    expect(hours).not.toContain(gone);
  });

  it('are none on a day that a zone skipped', () => {
    expect(shown('2011-12-30', 'Pacific/Apia')).toEqual([]);
  });

  it('come in the order of time and fill the day, in any zone', () => {
    const zones = ['Europe/Tallinn', 'America/New_York', 'Pacific/Chatham', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
    fc.assert(
      fc.property(fc.constantFrom(...zones), fc.integer({ min: 0, max: 9_000 }), (zone, days) => {
        const date = addDays('2005-01-01' as LocalDate, days);
        const { startMs, endMs, hours } = dayFrame(date, zone);
        expect(hours[0]?.startMs).toBe(startMs);
        expect(hours.every((hour, n) => n === 0 || hour.startMs > (hours[n - 1]?.startMs ?? 0))).toBe(true);
        expect(dayFrame(addDays(date, 1), zone).startMs).toBe(endMs);
      }),
      { numRuns: 60 },
    );
  });
});
