import fc from 'fast-check';
import { zoneClock } from '@app/domain';
import { LocalDays } from './local-days.js';

const ZONES = ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Chatham', 'Australia/Lord_Howe'];

it('says at any moment, asked in any order and about any zone, what the clock of the zone says', () => {
  let now = 0;
  const days = new LocalDays(() => now);
  // Moments around both changes of the clocks of 2026 in New York, close enough to one another to
  // use what is remembered.
  const around = [Date.UTC(2026, 2, 8, 5), Date.UTC(2026, 10, 1, 4)];
  const moment = fc
    .tuple(fc.constantFrom(...around), fc.integer({ min: -200, max: 200 }))
    .map(([middle, minutes]) => middle + minutes * 60_000);
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.constantFrom(...ZONES), moment)), (asked) => {
      for (const [zone, at] of asked) {
        now = at;
        expect(days.today(zone)).toBe(zoneClock(zone).localDateAt(at));
      }
    }),
  );
});

it('knows the next day from its first millisecond on', () => {
  let now = Date.UTC(2026, 0, 1, 18, 15) - 1;
  const days = new LocalDays(() => now);
  expect(days.today('Asia/Kathmandu')).toBe('2026-01-01');
  now += 1;
  expect(days.today('Asia/Kathmandu')).toBe('2026-01-02');
});

it('refuses a zone that there is not', () =>
  expect(() => new LocalDays(() => 0).today('Mars/Olympus')).toThrow(RangeError));
