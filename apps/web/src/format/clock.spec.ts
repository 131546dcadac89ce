import { clockText, hourText, timeText } from './clock.js';

/** Intl separates the time from AM by a narrow space that does not break. */
const plain = (text: string) => text.replaceAll('\u202f', ' ');

describe('the time of day in the locale of the reader', () => {
  it.each([
    ['en-US', '00:00', '12:00 AM'],
    ['en-US', '14:05', '2:05 PM'],
    ['en-US', '24:00', '12:00 AM'],
    ['en-GB', '08:05', '08:05'],
    ['de', '14:41', '14:41'],
    ['de', '24:00', '24:00'],
    ['es', '09:30', '9:30'],
  ])('in %s writes %s as %s', (locale, time, written) => expect(plain(timeText(locale, time))).toBe(written));

  it('is the wall clock of a moment, whatever zone the browser has', () => {
    expect(plain(clockText('en-US', '2026-11-29T23:41:00.000+05:45'))).toBe('11:41 PM');
    expect(clockText('de-CH', '2026-11-29T23:41:00.000+05:45')).toBe('23:41');
  });

  it.each([
    ['en-US', 0, '12 AM'],
    ['en-US', 12, '12 PM'],
    ['en-US', 21, '9 PM'],
    ['de', 8, '08'],
    ['en-GB', 0, '00'],
  ])('in %s names the hour %s as %s', (locale, hour, name) => expect(plain(hourText(locale, hour))).toBe(name));
});
