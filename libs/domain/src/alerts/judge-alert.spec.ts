import type { LocalDate } from '../calendar/local-date.js';
import { weeklyRanges } from '../schedules/index.js';
import type { AlertDefinition, AlertSubject } from './events.js';
import { isReached, timeOfAlert, type TimeSlice } from './judge-alert.js';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
// A Monday.
const MONDAY = '2026-11-16' as LocalDate;
const TUESDAY = '2026-11-17' as LocalDate;

const alert = (subject: AlertSubject, more: Partial<AlertDefinition> = {}): AlertDefinition => ({
  ...{ comparison: 'more-than', hours: 1, subject, ...more },
});
const TOTAL: AlertSubject = { kind: 'total' };

const slice = (
  time: string,
  minutes: number,
  activity: string,
  productivity: TimeSlice['productivity'],
): TimeSlice => ({
  ...{ bucketLocal: Date.parse(`${MONDAY}T${time}Z`) / 1000, durationMs: minutes * MINUTE_MS, activity, productivity },
  ...(productivity < 0
    ? { overview: 'News & Opinion', category: 'Business' }
    : { overview: 'Business', category: 'Sales' }),
});
const DAY: TimeSlice[] = [
  slice('00:00', 1, 'Vim', 2),
  slice('08:55', 2, 'vim', 1),
  slice('09:00', 4, 'mail', 0),
  slice('09:55', 3, 'reddit.com', -1),
  slice('10:00', 5, 'reddit.com', -2),
];

describe('the time that an alert counts', () => {
  it.each<[subject: AlertSubject, minutes: number]>([
    [{ kind: 'total' }, 15],
    [{ kind: 'activity', name: 'VIM' }, 3],
    [{ kind: 'activity', name: 'www.reddit.com' }, 8],
    [{ kind: 'activity', name: 'emacs' }, 0],
    [{ kind: 'overview', name: 'Business' }, 7],
    [{ kind: 'category', overview: 'News & Opinion', category: 'Business' }, 8],
    [{ kind: 'category', overview: 'Business', category: 'Business' }, 0],
    [{ kind: 'level', productivity: 2 }, 1],
    [{ kind: 'level', productivity: 0 }, 4],
    [{ kind: 'all-productive' }, 3],
    [{ kind: 'all-distracting' }, 8],
  ])('of %j is %i minutes', (subject, minutes) => expect(timeOfAlert(alert(subject), DAY)).toBe(minutes * MINUTE_MS));

  it('is only time that starts within the ranges of its schedule', () => {
    const mornings = weeklyRanges([{ weekdays: [1], from: '09:00', to: '10:00' }]);
    const tuesdays = weeklyRanges([{ weekdays: [2], from: '00:00', to: '24:00' }]);
    expect(timeOfAlert(alert(TOTAL), DAY, mornings)).toBe(7 * MINUTE_MS);
    expect(timeOfAlert(alert(TOTAL), DAY, tuesdays)).toBe(0);
    expect(timeOfAlert(alert(TOTAL), DAY, [])).toBe(0);
  });

  it('is 0 without time', () => expect(timeOfAlert(alert(TOTAL), [])).toBe(0));
});

describe('an alert', () => {
  const during = { localDate: MONDAY, isOver: false };
  const after = { localDate: MONDAY, isOver: true };

  it.each<[comparison: AlertDefinition['comparison'], spentMs: number, day: typeof during, expected: boolean]>([
    ['more-than', HOUR_MS - 1, after, false],
    ['more-than', HOUR_MS, after, false],
    ['more-than', HOUR_MS + 1, during, true],
    ['more-than', HOUR_MS + 1, after, true],
    ['less-than', 0, during, false],
    ['less-than', 0, after, true],
    ['less-than', HOUR_MS - 1, after, true],
    ['less-than', HOUR_MS, after, false],
    ['less-than', HOUR_MS + 1, after, false],
  ])('of %s an hour with %i ms on %j is reached: %p', (comparison, spentMs, day, expected) =>
    expect(isReached(alert(TOTAL, { comparison }), spentMs, day)).toBe(expected),
  );

  it('has hours in whole milliseconds, without errors of binary fractions', () => {
    // 1.1 h in floating point is a little more than 3 960 000 ms, 4.35 h a little less than 15 660
    // 000 ms.
    for (const [hours, ms] of [
      [1.1, 3_960_000],
      [4.35, 15_660_000],
    ] as const) {
      expect(isReached(alert(TOTAL, { hours }), ms, during)).toBe(false);
      expect(isReached(alert(TOTAL, { hours }), ms + 1, during)).toBe(true);
    }
  });

  it('with a schedule is judged on weekdays with hours, also with hours of the night before', () => {
    const ranges = weeklyRanges([{ weekdays: [7], from: '22:00', to: '02:00' }]);
    const idle = alert(TOTAL, { comparison: 'less-than' });
    expect(isReached(idle, 0, { ...after, ranges })).toBe(true);
    expect(isReached(idle, 0, { localDate: TUESDAY, isOver: true, ranges })).toBe(false);
    expect(isReached(idle, 0, { ...after, ranges: [] })).toBe(false);
  });
});
