import {
  addDays,
  type AnalyticPlan,
  type LocalDate,
  parseAnalyticQuery,
  planQuery,
  type SummedTime,
  utcMsOfLocalDate,
} from '@app/domain';
import fc from 'fast-check';
import { dayOf, withDaysAround } from './days-around.js';

const DAY = '2026-05-04' as LocalDate;

function asked(fields: Record<string, string> = {}, day = DAY) {
  const request = parseAnalyticQuery({ rb: day, re: day, ...fields }, DAY);
  const plan = 'code' in request ? request : planQuery(request.query);
  if ('code' in plan) throw new Error(`refused ${plan.fields.join()}`);
  return { userId: 'alice', plan };
}

describe('a day that is read with the days around it', () => {
  it.each<[string, Record<string, string>]>([
    ['a rank of activities', { rk: 'activity' }],
    ['a rank of levels', { rk: 'productivity' }],
    ['activities by day', { pv: 'interval', rs: 'day', rk: 'activity' }],
  ])('is %s', (_what, fields) => {
    const around = withDaysAround(asked(fields));
    expect(around?.isLimited).toBe(true);
    expect(around?.plan).toMatchObject({ resolution: 'day', table: 'daily' });
  });

  it.each<[string, Record<string, string>]>([
    ['documents', { rk: 'document' }],
    ['hours', { pv: 'interval', rs: 'hour', rk: 'activity' }],
    ['the week of the day', { pv: 'interval', rs: 'week', rk: 'activity' }],
    ['two days', { re: '2026-05-05' }],
  ])('is no report of %s', (_what, fields) => expect(withDaysAround(asked(fields))).toBeUndefined());

  it('is no reading of some activities by page', () =>
    expect(withDaysAround({ ...asked(), activities: ['github.com'] })).toBeUndefined());

  it('has the same days around it as its neighbours, and sixteen of them', () => {
    const days = fc.integer({ min: 0, max: 40_000 }).map((n) => addDays('1970-01-04' as LocalDate, n));
    fc.assert(
      fc.property(days, (day) => {
        const { begin, end } = withDaysAround(asked({}, day))?.plan as AnalyticPlan;
        expect(utcMsOfLocalDate(end) - utcMsOfLocalDate(begin)).toBe(15 * 86_400_000);
        expect(begin <= day && day <= end).toBe(true);
        for (const other of [begin, end].filter((one) => one >= '1970-01-04'))
          expect(withDaysAround(asked({}, other))?.plan).toMatchObject({ begin, end });
      }),
    );
  });
});

/** Rows of several days, by day in order. */
const anyRows = fc
  .array(fc.record({ day: fc.integer({ min: 0, max: 15 }), name: fc.constantFrom('a', 'b', 'c'), ms: fc.nat(9) }))
  .map((rows) => rows.sort((one, other) => one.day - other.day));
const FIRST = '2026-05-01' as LocalDate;

it('a day of them has exactly its own rows, and the names of these', () => {
  fc.assert(
    fc.property(anyRows, fc.nat(15), fc.constantFrom('rank', 'interval'), (rows, day, pv) => {
      const names = ['c', 'a', 'b', 'c'];
      const time: SummedTime = {
        durationsMs: rows.map(({ ms }) => ms),
        activities: { names, numbers: rows.map(({ name }) => names.indexOf(name)) },
        ...{ documents: undefined, pages: undefined },
        intervalStarts: rows.map((row) => utcMsOfLocalDate(addDays(FIRST, row.day)) / 1_000),
      };
      const date = addDays(FIRST, day);
      const found = dayOf(time, asked({ pv, rs: 'day' }, date));
      const own = rows.filter((row) => row.day === day);
      expect(Array.from(found.durationsMs)).toEqual(own.map(({ ms }) => ms));
      expect(Array.from(found.activities.numbers).map((n) => found.activities.names[n])).toEqual(
        own.map(({ name }) => name),
      );
      expect([...found.activities.names].sort()).toEqual([...new Set(own.map(({ name }) => name))].sort());
      const start = utcMsOfLocalDate(date) / 1_000;
      expect(found.intervalStarts).toEqual(pv === 'rank' ? undefined : own.map(() => start));
    }),
  );
});
