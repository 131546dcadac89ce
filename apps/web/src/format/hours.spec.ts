import { clockName, doubledHours, hourNames } from './hours.js';

const hour = (start: string) => ({ start, hour: Number(start.slice(11, 13)) });
const BERLIN = [
  '2026-10-25T01:00:00.000+02:00',
  '2026-10-25T02:00:00.000+02:00',
  '2026-10-25T02:00:00.000+01:00',
  '2026-10-25T03:00:00.000+01:00',
].map(hour);
/** The clock goes back by half an hour, from 02:00 to 01:30. */
const LORD_HOWE = [
  '2026-04-05T00:00:00.000+11:00',
  '2026-04-05T01:00:00.000+11:00',
  '2026-04-05T01:30:00.000+10:30',
  '2026-04-05T02:00:00.000+10:30',
].map(hour);

describe('the hours of a day', () => {
  it.each([
    ['when the clock goes back by an hour', BERLIN, ['01', '02a', '02b', '03']],
    ['when the clock goes back by half an hour', LORD_HOWE, ['00', '01a', '01b', '02']],
    ['on any other day', BERLIN.slice(0, 2), ['01', '02']],
  ])('have a name each %s', (_what, hours, names) => expect(hourNames('de', hours)).toEqual(names));

  it.each([
    ['2026-10-25T02:35:00.000+02:00', BERLIN, '02:35 (UTC+2)'],
    ['2026-10-25T02:35:00.000+01:00', BERLIN, '02:35 (UTC+1)'],
    ['2026-10-25T03:35:00.000+01:00', BERLIN, '03:35'],
    ['2026-04-05T01:45:00.000+10:30', LORD_HOWE, '01:45 (UTC+10:30)'],
    [
      '2026-11-01T01:45:00.000-05:00',
      [hour('2026-11-01T01:00:00.000-04:00'), hour('2026-11-01T01:00:00.000-05:00')],
      '01:45 (UTC-5)',
    ],
  ])('tell %s apart', (moment, hours, expected) => expect(clockName('de', moment, doubledHours(hours))).toBe(expected));
});
