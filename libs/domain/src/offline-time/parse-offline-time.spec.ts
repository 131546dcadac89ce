import { parseOfflineTime } from './parse-offline-time.js';

const NOW = Date.parse('2026-11-21T12:00:00Z');
const GOOD = { start_time: '2026-11-21 09:00:00', duration: '60', activity_name: 'Meeting' };
const parse = (changes: Record<string, string> = {}) =>
  parseOfflineTime(new Map(Object.entries({ ...GOOD, ...changes })), { timeZone: 'Europe/Berlin', now: NOW });
const utc = (text: string) => Date.parse(`2026-11-21T${text}Z`);

describe('offline time, as a client sends it', () => {
  it.each<[title: string, changes: Record<string, string>, from: string, to: string]>([
    ['local time and minutes', {}, '08:00', '09:00'],
    ['an end instead', { duration: '', end_time: '2026-11-21 09:30:15' }, '08:00', '08:30:15'],
    ['minutes as the end', { duration: '', end_time: '15' }, '08:00', '08:15'],
    ['an end beside a duration', { end_time: '2026-11-21 09:30:00' }, '08:00', '08:30'],
    ['Unix times', { start_time: '1795248000', end_time: '1795249800' }, '08:00', '08:30'],
    [
      'Unix times with a fraction',
      { start_time: '1795248000.25', end_time: '1795249800.25' },
      '08:00:00.25',
      '08:30:00.25',
    ],
    ['compact times', { start_time: '20261121T0900', end_time: '20261121093000' }, '08:00', '08:30'],
    ['offsets', { start_time: '2026-11-21T00:00:00-05:00', end_time: '2026-11-21T00:30:00-05:00' }, '05:00', '05:30'],
    ['a date alone', { start_time: '2026-11-21', duration: '240' }, '00:00', '03:00'],
    ['the present moment', { start_time: '2026-11-21 12:01:00' }, '11:01', '12:01'],
  ])('may be %s', (title, changes, from, to) => {
    const { startedAt, endedAt } = parse(changes);
    const start = title === 'a date alone' ? Date.parse('2026-11-20T23:00Z') : utc(from);
    expect([startedAt, endedAt]).toEqual([start, utc(to)]);
  });

  it('has a name, and details when there are some', () => {
    expect(parse({ activity_details: ' weekly ' })).toMatchObject({ activity: 'Meeting', details: 'weekly' });
    expect(parse({ activity_details: ' ' })).not.toHaveProperty('details');
  });

  it.each<[code: string, changes: Record<string, string>]>([
    ['invalid_start_time', { start_time: '' }],
    ['invalid_start_time', { start_time: 'yesterday' }],
    ['invalid_start_time', { start_time: '0' }],
    ['invalid_start_time', { start_time: '20260230' }],
    ['invalid_end_time', { end_time: '20260230' }],
    ['invalid_end_time', { end_time: '12345.5' }],
    ['invalid_end_time', { end_time: 'later' }],
    ['invalid_end_time', { end_time: '2026-11-21 09:00:00' }],
    ['invalid_duration', { duration: '' }],
    ['invalid_duration', { duration: '0' }],
    ['invalid_duration', { duration: '1.5' }],
    ['invalid_duration', { duration: '-60' }],
    ['too_long', { duration: '241', start_time: '2026-11-20 09:00:00' }],
    ['in_future', { start_time: '2026-11-21 12:01:01' }],
    ['in_future', { start_time: '2027-01-01 00:00:00' }],
    ['invalid_activity_name', { activity_name: '' }],
    ['invalid_activity_name', { activity_name: 'x'.repeat(256) }],
    ['invalid_activity_details', { activity_details: 'x'.repeat(256) }],
  ])('is refused as %s: %j', (code, changes) => {
    expect(() => parse(changes)).toThrow(expect.objectContaining({ code }));
  });
});
