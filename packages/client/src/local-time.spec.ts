import { localDateOf, localDateTimeOf, momentOf } from './local-time.js';

const at = (iso: string) => Date.parse(iso);

describe('local time', () => {
  it.each([
    ['Europe/Berlin', '2026-11-21T12:00:00Z', '2026-11-21T13:00:00'],
    ['Asia/Kathmandu', '2026-11-21T18:15:00Z', '2026-11-22T00:00:00'],
    ['America/New_York', '2026-11-01T06:30:00Z', '2026-11-01T01:30:00'],
    ['Pacific/Chatham', '2026-01-01T00:00:00Z', '2026-01-01T13:45:00'],
  ])('in %s of %s is %s', (zone, moment, local) => {
    expect(localDateTimeOf(at(moment), zone)).toBe(local);
    expect(localDateOf(at(moment), zone)).toBe(local.slice(0, 10));
  });

  it.each([
    ['2026-11-21T13:00:00', 'Europe/Berlin', '2026-11-21T12:00:00Z'],
    // Twice: the earlier. Never: moved on by the hour of the gap.
    ['2026-11-01T01:30:00', 'America/New_York', '2026-11-01T05:30:00Z'],
    ['2026-03-08T02:30:00', 'America/New_York', '2026-03-08T07:30:00Z'],
    ['2026-10-04T02:15:00', 'Australia/Lord_Howe', '2026-10-03T15:45:00Z'],
    ['2026-11-21', 'Europe/Tallinn', '2026-11-20T22:00:00Z'],
  ])('%s in %s is the moment %s', (local, zone, moment) => expect(momentOf(local, zone)).toBe(at(moment)));

  it.each([
    ['yesterday', 'Europe/Berlin'],
    ['2026-11-21T13:00:00', 'Europe/Atlantis'],
  ])('%s in %s is a RangeError', (local, zone) => expect(() => momentOf(local, zone)).toThrow(RangeError));
});
