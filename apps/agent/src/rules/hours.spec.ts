import { isWithin, nextOpening, parseHours, type Hours } from './hours.js';

const hours = (text: string): Hours => {
  const read = parseHours(text);
  if (read === null) throw new Error('always');
  return read;
};

describe('hours of recording', () => {
  it.each([
    // 30 November 2026 is a Monday.
    ['mon-fri 9-17:30', 'Europe/Tallinn', '2026-11-30T06:59:59Z', false],
    ['mon-fri 9-17:30', 'Europe/Tallinn', '2026-11-30T07:00:00Z', true],
    ['mon-fri 9-17:30', 'Europe/Tallinn', '2026-11-30T15:29:59.999Z', true],
    ['mon-fri 9-17:30', 'Europe/Tallinn', '2026-11-30T15:30:00Z', false],
    ['mon-fri 9-17:30', 'Europe/Tallinn', '2026-12-05T10:00:00Z', false],
    ['9-12,13-17', 'UTC', '2026-12-05T12:30:00Z', false],
    ['9-12,13-17', 'UTC', '2026-12-05T13:00:00Z', true],
    ['mon-fri 9-17; sat 10:00-11:00', 'UTC', '2026-12-05T10:59:00Z', true],
    // Over midnight: Friday's night ends on Saturday.
    ['fri 22:00-2:00', 'UTC', '2026-12-04T23:00:00Z', true],
    ['fri 22:00-2:00', 'UTC', '2026-12-05T01:59:00Z', true],
    ['fri 22:00-2:00', 'UTC', '2026-12-05T02:00:00Z', false],
    ['fri 22:00-2:00', 'UTC', '2026-12-04T01:00:00Z', false],
    // Over the end of the week: Sunday's night ends on Monday.
    ['sun 23-1', 'UTC', '2026-11-30T00:59:00Z', true],
    ['sun 23-1', 'UTC', '2026-11-30T01:00:00Z', false],
    ['fri-mon 8-9', 'UTC', '2026-11-30T08:00:00Z', true],
    ['fri-mon 8-9', 'UTC', '2026-12-01T08:00:00Z', false],
    ['0-24', 'UTC', '2026-12-01T00:00:00Z', true],
    ['0:00-24:00', 'UTC', '2026-12-01T23:59:00Z', true],
    // New York, 8 March 2026: 2:00 becomes 3:00. Wall times 2:30 to 3:00 do not come.
    ['2:30-3:30', 'America/New_York', '2026-03-08T06:59:59Z', false],
    ['2:30-3:30', 'America/New_York', '2026-03-08T07:00:00Z', true],
    ['2:30-3:30', 'America/New_York', '2026-03-08T07:30:00Z', false],
    // New York, 1 November 2026: 1:00 to 2:00 comes twice and counts twice.
    ['1-2', 'America/New_York', '2026-11-01T05:30:00Z', true],
    ['1-2', 'America/New_York', '2026-11-01T06:30:00Z', true],
    ['1-2', 'America/New_York', '2026-11-01T07:00:00Z', false],
    // Zones of quarters and halves: Chatham is 13:45 ahead in November, Lord Howe 11:00.
    ['9-10', 'Pacific/Chatham', '2026-11-30T19:14:59Z', false],
    ['9-10', 'Pacific/Chatham', '2026-11-30T19:15:00Z', true],
    ['9-10', 'Australia/Lord_Howe', '2026-11-30T22:00:00Z', true],
    ['9-10', 'Asia/Kathmandu', '2026-11-30T03:15:00Z', true],
  ])('"%s" in %s at %s: %p', (text, zone, at, expected) => {
    expect(isWithin(hours(text), Date.parse(at), zone)).toBe(expected);
  });

  it.each([
    '',
    'mon',
    '9',
    '9-',
    '25-26',
    '9:60-10',
    '24:01-1',
    'mon-fri-sat 9-10',
    'dim 9-10',
    '9-9',
    '9-10 mon',
    'a b c',
  ])('refuses "%s" and says how to write them', (text) => {
    expect(() => parseHours(text)).toThrow(/write days and hours like this/);
  });

  it('are always open without a limit', () => {
    expect(parseHours(' Always ')).toBeNull();
  });

  it('tell when they open next', () => {
    const at = (text: string, after: string) => {
      const next = nextOpening(hours(text), Date.parse(after), 'Europe/Tallinn');
      return next === null ? null : new Date(next).toISOString();
    };
    expect(at('mon-fri 9-17', '2026-12-04T15:00:30Z')).toBe('2026-12-07T07:00:00.000Z');
    expect(at('mon-fri 9-17', '2026-11-30T08:00:30Z')).toBe('2026-11-30T08:01:00.000Z');
  });
});
