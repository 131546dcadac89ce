import fc from 'fast-check';
import { localDateOfUtcMs } from './local-date.js';
import { isTimeZone, zoneClock } from './zone-clock.js';

const ZONES = ['UTC', 'America/New_York', 'Europe/Tallinn', 'Pacific/Chatham', 'Australia/Lord_Howe', 'Asia/Kathmandu'];
const at = (iso: string) => Date.parse(iso);

describe('a zone clock', () => {
  it.each([
    ['Europe/Berlin', true],
    ['UTC', true],
    ['Asia/Kathmandu', true],
    ['Mars/Olympus', false],
    ['+02:00', false],
    ['', false],
    ['../etc/passwd', false],
  ])('takes %p for a time zone: %p', (name, known) => expect(isTimeZone(name)).toBe(known));

  it.each([
    ['America/New_York', '2026-11-21T12:00Z', -300],
    ['America/New_York', '2026-03-08T06:59Z', -300],
    ['America/New_York', '2026-03-08T07:00Z', -240],
    ['Asia/Kathmandu', '2026-01-01T00:00Z', 345],
    ['Pacific/Chatham', '2026-01-01T00:00Z', 825],
    ['Pacific/Chatham', '2026-07-01T00:00Z', 765],
    ['Australia/Lord_Howe', '2026-01-01T00:00Z', 660],
    ['Australia/Lord_Howe', '2026-07-01T00:00Z', 630],
    ['Europe/Tallinn', '2026-10-25T00:59Z', 180],
    ['Europe/Tallinn', '2026-10-25T01:00Z', 120],
  ])('knows that %s at %s is %i minutes from UTC', (zone, iso, minutes) =>
    expect(zoneClock(zone).utcOffsetMinutesAt(at(iso))).toBe(minutes),
  );

  it('cuts time at local midnight', () => {
    const stretches = zoneClock('Asia/Kathmandu').stretches(at('2026-01-01T18:00Z'), at('2026-01-01T18:30Z'));
    expect(stretches).toEqual([
      {
        localDate: '2026-01-01',
        utcOffsetMinutes: 345,
        startMs: at('2026-01-01T18:00Z'),
        endMs: at('2026-01-01T18:15Z'),
      },
      {
        localDate: '2026-01-02',
        utcOffsetMinutes: 345,
        startMs: at('2026-01-01T18:15Z'),
        endMs: at('2026-01-01T18:30Z'),
      },
    ]);
  });

  it('cuts time where the offset changes, so that the autumn hour has two stretches of one day', () => {
    const stretches = zoneClock('America/New_York').stretches(at('2026-11-01T05:30Z'), at('2026-11-01T06:30Z'));
    expect(stretches.map(({ localDate, utcOffsetMinutes }) => [localDate, utcOffsetMinutes])).toEqual([
      ['2026-11-01', -240],
      ['2026-11-01', -300],
    ]);
  });

  it('cuts any time without gap or overlap, every stretch within one local day of one offset', () => {
    const start = fc.integer({ min: at('2020-01-01T00:00Z'), max: at('2030-01-01T00:00Z') });
    const length = fc.integer({ min: -1_000, max: 30 * 3_600_000 });
    fc.assert(
      fc.property(fc.constantFrom(...ZONES), start, length, (zone, startMs, lengthMs) => {
        const clock = zoneClock(zone);
        const stretches = clock.stretches(startMs, startMs + lengthMs);
        let end = startMs;
        for (const stretch of stretches) {
          expect(stretch.startMs).toBe(end);
          expect(stretch.endMs).toBeGreaterThan(stretch.startMs);
          for (const ms of [stretch.startMs, stretch.endMs - 1]) {
            expect(clock.utcOffsetMinutesAt(ms)).toBe(stretch.utcOffsetMinutes);
            expect(localDateOfUtcMs(ms + stretch.utcOffsetMinutes * 60_000)).toBe(stretch.localDate);
          }
          end = stretch.endMs;
        }
        expect(end).toBe(lengthMs > 0 ? startMs + lengthMs : startMs);
      }),
      { numRuns: 200 },
    );
  });
});
