import type { LocalDate } from './local-date.js';
import { closingTime, startOfDay } from './closing-time.js';

const utc = (ms: number) => new Date(ms).toISOString().slice(0, 16);

describe('a day is closed at 00:01 of the next', () => {
  it.each([
    ['UTC', '2026-12-31', '2027-01-01T00:01'],
    ['America/New_York', '2026-11-21', '2026-11-22T05:01'],
    // Both days of a clock change: 23 and 25 hours.
    ['America/New_York', '2026-03-08', '2026-03-09T04:01'],
    ['America/New_York', '2026-11-01', '2026-11-02T05:01'],
    ['Europe/Tallinn', '2026-03-29', '2026-03-29T21:01'],
    ['Europe/Tallinn', '2026-10-25', '2026-10-25T22:01'],
    ['Pacific/Chatham', '2026-01-01', '2026-01-01T10:16'],
    ['Pacific/Chatham', '2026-04-05', '2026-04-05T11:16'],
    ['Australia/Lord_Howe', '2026-04-05', '2026-04-05T13:31'],
    ['Australia/Lord_Howe', '2026-10-04', '2026-10-04T13:01'],
    ['Asia/Kathmandu', '2026-02-28', '2026-02-28T18:16'],
    // The next day begins at 01:00, in Cairo and in Santiago: there is no midnight.
    ['Africa/Cairo', '2026-04-23', '2026-04-23T22:01'],
    ['America/Santiago', '2026-09-05', '2026-09-06T04:01'],
    // Samoa skipped a whole day.
    ['Pacific/Apia', '2011-12-29', '2011-12-30T10:01'],
    // The last day that a stream can have. A wrong clock may report it.
    ['Asia/Kathmandu', '9999-12-31', '9999-12-31T18:16'],
  ])('in %s, %s: at %s UTC', (zone, date, closing) => expect(utc(closingTime(date as LocalDate, zone))).toBe(closing));

  it('one minute after the next day begins', () => {
    expect(utc(startOfDay('2026-09-06' as LocalDate, 'America/Santiago'))).toBe('2026-09-06T04:00');
  });

  it('and not in an unknown zone', () => {
    expect(() => closingTime('2026-01-01' as LocalDate, 'Mars/Olympus')).toThrow(RangeError);
  });
});
