import {
  addDays,
  type AnalyticPlan,
  daysOf,
  type LocalDate,
  parseAnalyticQuery,
  planQuery,
  type SummedTime,
  utcMsOfLocalDate,
} from '@app/domain';
import fc from 'fast-check';
import { daysAsked, withDaysAround } from './days-around.js';

const DAY = '2026-05-04' as LocalDate;
const FIRST = '1970-01-04' as LocalDate;

function asked(fields: Record<string, string> = {}, begin = DAY, end = begin) {
  const request = parseAnalyticQuery({ rb: begin, re: end, ...fields }, DAY);
  const plan = 'code' in request ? request : planQuery(request.query);
  if ('code' in plan) throw new Error(`refused ${plan.fields.join()}`);
  return { userId: 'alice', plan };
}

describe('days that are read with the days around them', () => {
  it.each<[string, Record<string, string>]>([
    ['a rank of activities', { rk: 'activity' }],
    ['a rank of levels', { rk: 'productivity' }],
    ['activities by day', { pv: 'interval', rs: 'day', rk: 'activity' }],
    ['a week', { rb: '2026-05-03', re: '2026-05-09' }],
  ])('are %s', (_what, fields) => {
    const around = withDaysAround(asked(fields));
    expect(around?.isLimited).toBe(true);
    expect(around?.plan).toMatchObject({ resolution: 'day', table: 'daily' });
  });

  it.each<[string, Record<string, string>]>([
    ['documents', { rk: 'document' }],
    ['hours', { pv: 'interval', rs: 'hour', rk: 'activity' }],
    ['the week of the day', { pv: 'interval', rs: 'week', rk: 'activity' }],
    ['more than eight days', { re: '2026-05-12' }],
    ['no day', { re: '2026-05-03' }],
  ])('are no report of %s', (_what, fields) => expect(withDaysAround(asked(fields))).toBeUndefined());

  it('are no reading of some activities by page', () =>
    expect(withDaysAround({ ...asked(), activities: ['github.com'] })).toBeUndefined());

  it('are the same as for their neighbours, 32 or at an edge 64', () => {
    const days = fc.integer({ min: 32, max: 40_000 }).map((n) => addDays(FIRST, n));
    fc.assert(
      fc.property(days, fc.integer({ min: 0, max: 7 }), (begin, more) => {
        const end = addDays(begin, more);
        const around = withDaysAround(asked({}, begin, end))?.plan as AnalyticPlan;
        expect([32, 64]).toContain(daysOf(around));
        expect(around.begin <= begin && end <= around.end).toBe(true);
        for (const day of [around.begin, around.end]) {
          const ofDay = withDaysAround(asked({}, day))?.plan as AnalyticPlan;
          expect(around.begin <= ofDay.begin && ofDay.end <= around.end).toBe(true);
        }
      }),
    );
  });
});

/** Rows of some days, by day in order. A name stands in a dictionary twice. */
const NAMES = ['c', 'a', 'b', 'c'];
const anyRows = fc
  .array(fc.record({ day: fc.integer({ min: 0, max: 31 }), name: fc.nat(3), ms: fc.nat(9) }))
  .map((rows) => rows.sort((one, other) => one.day - other.day));

it('have for each question the time of its own days, summed or by day, and the names of these', () => {
  const stretch = fc.tuple(fc.nat(31), fc.nat(7));
  fc.assert(
    fc.property(anyRows, stretch, fc.constantFrom('rank', 'interval'), (rows, [from, more], pv) => {
      const startOf = (day: number) => utcMsOfLocalDate(addDays(DAY, day)) / 1_000;
      const time: SummedTime = {
        durationsMs: rows.map(({ ms }) => ms),
        activities: { names: NAMES, numbers: rows.map(({ name }) => name) },
        ...{ documents: undefined, pages: undefined },
        intervalStarts: rows.map(({ day }) => startOf(day)),
      };
      const found = daysAsked(time, asked({ pv, rs: 'day' }, addDays(DAY, from), addDays(DAY, from + more)));
      const own = rows.filter(({ day }) => day >= from && day <= from + more);
      const summed: Record<string, number> = {};
      for (const { day, name, ms } of own) {
        const key = `${pv === 'rank' ? '' : startOf(day)} ${NAMES[name]}`;
        summed[key] = (summed[key] ?? 0) + ms;
      }
      const shown: Record<string, number> = {};
      for (const [n, ms] of Array.from(found.durationsMs).entries()) {
        const key = `${found.intervalStarts?.[n] ?? ''} ${found.activities.names[found.activities.numbers[n] ?? -1]}`;
        expect(shown).not.toHaveProperty([key]);
        shown[key] = ms;
      }
      expect(shown).toEqual(summed);
      expect(new Set(found.activities.names)).toEqual(new Set(own.map(({ name }) => NAMES[name])));
      expect(found.intervalStarts === undefined).toBe(pv === 'rank');
    }),
  );
});
