import { parseLocalDay, parseMoment } from './moments.js';

const BERLIN = 'Europe/Berlin';

describe('a moment that a client names', () => {
  it.each([
    ['1606550400', '2020-11-28T08:00:00Z'],
    ['1606550400000', '2020-11-28T08:00:00Z'],
    ['2026-11-21 22:51:30', '2026-11-21T21:51:30Z'],
    ['2026-11-21T22:51', '2026-11-21T21:51:00Z'],
    ['2026-11-21', '2026-11-20T23:00:00Z'],
    [' 2026-11-21T00:00:00-05:00 ', '2026-11-21T05:00:00Z'],
    ['2026-11-21T00:00:00 05:00', '2026-11-20T19:00:00Z'],
    ['2026-11-21T00:00:00.5Z', '2026-11-21T00:00:00.500Z'],
    ['2026-03-29 02:30:00', '2026-03-29T01:30:00Z'],
    ['2026-10-25 02:30:00', '2026-10-25T00:30:00Z'],
  ])('%s in Berlin is %s', (text, utc) => expect(parseMoment(text, BERLIN)).toBe(Date.parse(utc)));

  it.each(['', 'now', '-5', '1.5', '2026-02-30', '2026-11-21 25:00:00', '21.11.2026', '2026-11-21 12', '1'.repeat(17)])(
    'is none of "%s"',
    (text) => expect(parseMoment(text, BERLIN)).toBeUndefined(),
  );
});

describe('a local day that a client names', () => {
  it.each([
    ['2026-11-21', '2026-11-21'],
    ['2026-11-21T23:59:59', '2026-11-21'],
    ['2026-11-21T23:30:00Z', '2026-11-22'],
    ['1606604400', '2020-11-29'],
  ])('%s in Berlin is %s', (text, date) => expect(parseLocalDay(text, BERLIN)).toBe(date));

  it.each(['', '2026-02-30', 'today', '9'.repeat(16)])('is none of "%s"', (text) =>
    expect(parseLocalDay(text, BERLIN)).toBeUndefined(),
  );
});
