import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
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
    ['America/St_Johns', '2010-11-07T02:30:59.999Z', -150],
    ['America/St_Johns', '2010-11-07T02:31Z', -210],
    ['America/St_Johns', '2011-03-13T03:30:59.999Z', -210],
    ['America/St_Johns', '2011-03-13T03:31Z', -150],
    ['America/Goose_Bay', '2009-03-08T04:00:59.999Z', -240],
    ['America/Goose_Bay', '2009-03-08T04:01Z', -180],
    ['Asia/Gaza', '2010-03-26T22:00:59.999Z', 120],
    ['Asia/Gaza', '2010-03-26T22:01Z', 180],
    ['Africa/Monrovia', '1972-01-07T00:44:29.999Z', -44.5],
    ['Africa/Monrovia', '1972-01-07T00:44:30Z', 0],
    ['Europe/Dublin', '1916-05-21T02:00Z', -1521 / 60],
  ])('knows that %s at %s is %d minutes from UTC', (zone, iso, minutes) =>
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

  it.each([
    [
      ...(['America/St_Johns', '2010-11-07T02:29Z', '2010-11-07T02:45Z'] as const),
      ['2010-11-06 -150 02:29:00-02:30:00', '2010-11-07 -150 02:30:00-02:31:00', '2010-11-06 -210 02:31:00-02:45:00'],
    ],
    [
      ...(['America/St_Johns', '2011-03-13T03:30Z', '2011-03-13T03:45Z'] as const),
      ['2011-03-13 -210 03:30:00-03:31:00', '2011-03-13 -150 03:31:00-03:45:00'],
    ],
    [
      ...(['Africa/Monrovia', '1971-06-01T00:44Z', '1971-06-01T00:46Z'] as const),
      ['1971-05-31 -44.5 00:44:00-00:44:30', '1971-06-01 -44.5 00:44:30-00:46:00'],
    ],
  ])('cuts time in %s from %s at the second of a change and of midnight', (zone, startIso, endIso, expected) => {
    const stretches = zoneClock(zone).stretches(at(startIso), at(endIso));
    const timeOf = (ms: number) => new Date(ms).toISOString().slice(11, 19);
    expect(
      stretches.map(
        ({ localDate, utcOffsetMinutes, startMs, endMs }) =>
          `${localDate} ${utcOffsetMinutes} ${timeOf(startMs)}-${timeOf(endMs)}`,
      ),
    ).toEqual(expected);
  });

  it.each([
    ['America/St_Johns', '2006-10-01T00:00Z'],
    ['America/Goose_Bay', '2010-10-01T00:00Z'],
    ['Asia/Gaza', '2014-10-01T00:00Z'],
    ['Antarctica/Casey', '2020-09-20T00:00Z'],
    ['Europe/Amsterdam', '1937-06-01T00:00Z'],
    ['Africa/Monrovia', '1971-12-20T00:00Z'],
    ['Europe/Dublin', '1916-05-01T00:00Z'],
  ])('agrees with Temporal about every second in %s from %s', (zone, iso) => {
    const clock = zoneClock(zone);
    const seconds = fc.integer({ min: 0, max: 60 * 86_400 });
    fc.assert(
      fc.property(seconds, (second) => {
        const ms = at(iso) + second * 1_000;
        const local = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone);
        expect(clock.utcOffsetMinutesAt(ms)).toBeCloseTo(local.offsetNanoseconds / 6e10, 9);
        expect(clock.localDateAt(ms)).toBe(local.toPlainDate().toString());
      }),
      { numRuns: 100 },
    );
  });

  it('knows no offset since 2000 that is no multiple of five minutes, in any zone', () => {
    const odd: string[] = [];
    for (const zone of Intl.supportedValuesOf('timeZone')) {
      for (let year = 2000; year < 2038; year += 2) {
        for (const month of ['01', '07']) {
          const minutes = zoneClock(zone).utcOffsetMinutesAt(at(`${year}-${month}-15T00:00Z`));
          if (minutes % 5 !== 0) odd.push(`${zone} ${year}: ${minutes}`);
        }
      }
    }
    expect(odd).toEqual([]);
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
