import fc from 'fast-check';
import { addDays, type LocalDate, utcMsOfLocalDate } from '../../calendar/local-date.js';
import { inOneGo } from '../../in-one-go.js';
import { timeClasses, taxonomyDecider } from '../../taxonomy/index.js';
import type { BucketTime } from '../day/index.js';
import type { AnalyticQuery } from '../analytic-query.js';
import { planQuery } from '../plan-query.js';
import type { ReportRow } from '../shape-report.js';
import { byHourOfWeek, documentTable, hoursOfWeek, intervalSums, levelSums, rangeActivities } from '../range/index.js';
import { PastRows } from './past-rows.js';

/** A Monday. */
const MONDAY = '2026-11-16' as LocalDate;
const RANGE = { begin: MONDAY, end: addDays(MONDAY, 1) };
const SHIPPED = timeClasses(taxonomyDecider.initialState);
const SPLIT = timeClasses(
  taxonomyDecider.evolve(taxonomyDecider.initialState, {
    type: 'DocumentRulesSet',
    data: { activity: 'github.com', rules: [{ match: 'substring', pattern: 'games', productivity: -2 }] },
  }),
);

/** So many seconds from a minute of the day on, in a zone an hour east of Greenwich. */
const time = (
  [day, minute]: readonly [LocalDate, number],
  activity: string,
  seconds: number,
  document = 'No Details',
): BucketTime => ({
  ...{ startMs: utcMsOfLocalDate(day) + (minute - 60) * 60_000, utcOffsetMinutes: 60, source: 'computers' },
  ...{ activity, document, page: '', durationMs: seconds * 1000 },
});
const TIMES = new Map([
  [addDays(MONDAY, -1), [time([addDays(MONDAY, -1), 540], 'github.com', 300)]],
  [
    MONDAY,
    [
      time([MONDAY, 5], 'github.com', 100),
      time([MONDAY, 540], 'github.com', 200, 'games'),
      time([MONDAY, 545], 'youtube.com', 50),
    ],
  ],
  [addDays(MONDAY, 1), [time([addDays(MONDAY, 1), 1_435], 'github.com', 30)]],
]);

function planOf(query: Partial<AnalyticQuery>) {
  const asked = { perspective: 'rank', resolution: 'day', kind: 'productivity', ...RANGE, ...query };
  const plan = planQuery(asked as AnalyticQuery);
  if ('code' in plan) throw new Error('refused');
  return plan;
}

function rowsOf(plan: ReturnType<typeof planOf>, classes = SHIPPED) {
  const rows = new PastRows(plan, classes);
  for (const [day, times] of TIMES) for (const one of times) rows.add(day, [one]);
  return rows.all();
}

describe('the rows of a plan from buckets', () => {
  it('tell how much memory they take, with the letters of long titles', () => {
    const bytesOf = (titles: readonly string[]) => {
      const rows = new PastRows(planOf({ kind: 'document' }), SHIPPED);
      titles.forEach((title, n) => rows.add(MONDAY, [time([MONDAY, 5 * n], 'github.com', 1, title)]));
      return rows.bytes;
    };
    const one = bytesOf(['a']);
    expect(bytesOf(['a', 'a'])).toBe(one);
    expect(bytesOf(['a', 'b'])).toBe(2 * one);
    expect(bytesOf(['a'.repeat(1_001)])).toBe(one + 2_000);
  });

  it('sum levels by day, and leave out days beside the plan', () => {
    expect(intervalSums(rowsOf(planOf({ perspective: 'interval' })))).toEqual([
      { start: '2026-11-16T00:00:00', levelSeconds: [50, 0, 0, 0, 300] },
      { start: '2026-11-17T00:00:00', levelSeconds: [0, 0, 0, 0, 30] },
    ]);
    expect(levelSums(rowsOf(planOf({ begin: addDays(MONDAY, -1), end: addDays(MONDAY, -1) }))).seconds).toBe(300);
  });

  it('sum levels by hour of the week, by the wall clock', () => {
    expect(hoursOfWeek(rowsOf(byHourOfWeek(planOf({}))))).toEqual([
      { weekday: 1, hour: 0, levelSeconds: [0, 0, 0, 0, 100] },
      { weekday: 1, hour: 9, levelSeconds: [50, 0, 0, 0, 200] },
      { weekday: 2, hour: 23, levelSeconds: [0, 0, 0, 0, 30] },
    ]);
  });

  it('sum an activity over all days, and split it by rules', () => {
    const plan = planOf({ kind: 'activity' });
    const listed = (classes = SHIPPED) =>
      inOneGo(rangeActivities(rowsOf(plan, classes), 9)).activities.map(({ activity, productivity, seconds }) => [
        ...[activity, productivity, seconds],
      ]);
    expect(listed()).toEqual([
      ['github.com', 2, 330],
      ['youtube.com', -2, 50],
    ]);
    expect(listed(SPLIT)).toEqual([
      ['github.com', -2, 200],
      ['github.com', 2, 130],
      ['youtube.com', -2, 50],
    ]);
  });

  it('count only the hours of a schedule, and one source', () => {
    const plan = planOf({});
    const schedule = [{ weekday: 1, beginMinute: 540, endMinute: 545 }];
    expect(levelSums(rowsOf({ ...plan, schedule })).seconds).toBe(200);
    expect(levelSums(rowsOf({ ...plan, source: 'mobile' })).seconds).toBe(0);
  });

  it('list the documents of one activity, by the name that rules give', () => {
    const named = timeClasses(
      taxonomyDecider.evolve(taxonomyDecider.initialState, {
        type: 'NamingRuleCreated',
        data: { id: 1, activity: 'github.com', in: 'document', match: 'equals', text: 'games', name: 'Client A' },
      }),
    );
    const documentsOf = (thing: string, classes = SHIPPED) =>
      inOneGo(documentTable(rowsOf(planOf({ kind: 'activity', thing }), classes), 9)).documents.map(
        ({ document, seconds, productivity }) => `${document} ${seconds} ${productivity}`,
      );
    expect(documentsOf('GitHub.com')).toEqual(['games 200 2', 'No Details 130 2']);
    expect(documentsOf('github.com', SPLIT)).toEqual(['games 200 -2', 'No Details 130 2']);
    expect(documentsOf('github.com', named)).toEqual(['No Details 130 2']);
    expect(documentsOf('Client A', named)).toEqual(['games 200 0']);
    expect(documentsOf('Client A')).toEqual([]);
  });

  it('are of a thing what the rows of all time have of it', () => {
    const names = ['github.com', 'youtube.com', 'vim'];
    const anyTimes = fc.array(
      fc.tuple(fc.integer({ min: 0, max: 200 }), fc.constantFrom(...names), fc.constantFrom('games', 'a', 'b')),
      { maxLength: 20 },
    );
    fc.assert(
      fc.property(anyTimes, fc.constantFrom(...names), fc.constantFrom(SHIPPED, SPLIT), (asked, name, classes) => {
        const times = asked.map(([minute, activity, document]) => time([MONDAY, minute], activity, 60, document));
        const secondsIn = (kind: 'activity' | 'document', thing?: string) => {
          const rows = new PastRows(planOf({ kind, ...(thing !== undefined && { thing }) }), classes);
          rows.add(MONDAY, times);
          return rows.all();
        };
        const ofAll = secondsIn('document').filter(({ values }) => values[0] === name);
        const shown = (rows: readonly ReportRow[], from: number) =>
          rows.map(({ values, durationMs }) => [...values.slice(from), durationMs].join(' ')).sort();
        expect(shown(secondsIn('activity', name), 0)).toEqual(shown(ofAll, 1));
      }),
    );
  });

  it('are refused for plans that only tables can answer', () => {
    for (const query of [{ thing: 'vim', thingy: 'a' }, { perspective: 'interval', resolution: 'month' } as const])
      expect(() => new PastRows(planOf(query), SHIPPED)).toThrow(RangeError);
  });
});
