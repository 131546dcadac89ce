import fc from 'fast-check';
import { ActivityDay } from '../activity/day/activity-day.js';
import type { LocalDate } from '../calendar/local-date.js';
import { SHIPPED_TAXONOMY, type Taxonomy, timeClasses } from '../taxonomy/index.js';
import { summariseDay } from './summarise-day.js';

const NINE = Date.UTC(2026, 0, 1, 9);
const MINUTE_MS = 60_000;

/** [application, from, to] in minutes after nine. */
function dayOf(...spans: [application: string, from: number, to: number][]): ActivityDay {
  const day = new ActivityDay();
  const data = {
    ...{ deviceId: 'd', machine: 'm', osUser: 'u', source: 'computers' as const },
    ...{ localDate: '2026-01-01' as LocalDate, utcOffsetMinutes: 60 },
    spans: spans.map(([application, from, to], n) => ({
      ...{ id: `${n}`, application, startedAt: NINE + from * MINUTE_MS, endedAt: NINE + to * MINUTE_MS },
    })),
  };
  day.apply({ type: 'ActivityRecorded', data }, 0n);
  return day;
}

describe('the totals of a day', () => {
  it('is its time by level and by overview', () => {
    const day = dayOf(['vim', 0, 30], ['youtube.com', 30, 40], ['unlisted program', 40, 45]);
    expect(summariseDay(day, timeClasses(SHIPPED_TAXONOMY))).toEqual({
      levels: { '-2': 10 * MINUTE_MS, '-1': 0, '0': 5 * MINUTE_MS, '1': 0, '2': 30 * MINUTE_MS },
      overviews: {
        'Software Development': 30 * MINUTE_MS,
        Entertainment: 10 * MINUTE_MS,
        Uncategorized: 5 * MINUTE_MS,
      },
    });
  });

  it('is nothing when all was erased', () => {
    const day = dayOf(['vim', 0, 30]);
    day.apply({ type: 'TimeErased', data: { from: NINE, to: NINE + 30 * MINUTE_MS } }, 1n);
    expect(summariseDay(day, timeClasses(SHIPPED_TAXONOMY))).toEqual({
      levels: { '-2': 0, '-1': 0, '0': 0, '1': 0, '2': 0 },
      overviews: {},
    });
  });

  it('may be in an overview of any name', () => {
    const taxonomy: Taxonomy = {
      ...SHIPPED_TAXONOMY,
      activityOverrides: new Map([['vim', { category: { overview: '__proto__', category: 'x' } }]]),
    };
    const { overviews } = summariseDay(dayOf(['vim', 0, 1]), timeClasses(taxonomy));
    expect(JSON.stringify(overviews)).toBe('{"__proto__":60000}');
  });

  it('is all of its time, both ways', () => {
    const span = fc.tuple(
      fc.constantFrom('vim', 'Slack', 'Firefox', '?'),
      fc.nat({ max: 500 }),
      fc.integer({ min: 501, max: 800 }),
    );
    fc.assert(
      fc.property(fc.array(span, { maxLength: 10 }), (spans) => {
        const day = dayOf(...spans);
        const { levels, overviews } = summariseDay(day, timeClasses(SHIPPED_TAXONOMY));
        const sum = (ms: number[]) => ms.reduce((a, b) => a + b, 0);
        const allMs = sum(day.totalsSince().map(({ durationMs }) => durationMs));
        expect([sum(Object.values(levels)), sum(Object.values(overviews))]).toEqual([allMs, allMs]);
      }),
    );
  });
});
