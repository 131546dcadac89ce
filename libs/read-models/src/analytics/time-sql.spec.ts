import {
  type AnalyticParameters,
  byHourOfWeek,
  localDateOfUtcMs,
  parseAnalyticQuery,
  planQuery,
  type WeeklyRange,
} from '@app/domain';
import { timeSql } from './time-sql.js';

const TODAY = localDateOfUtcMs(Date.UTC(2026, 10, 21));
const TWO_DAYS = { rb: '2026-11-20', re: '2026-11-21' };
const USER = '3f2c8f0e-6d3b-4a57-9d0c-5b8f6f0e1a01';
const KINDS = ['overview', 'category', 'activity', 'productivity', 'document'];
const RESOLUTIONS = ['month', 'week', 'day', 'hour', 'minute'];

function sqlOf(parameters: AnalyticParameters, schedule?: readonly WeeklyRange[], activities?: readonly string[]) {
  const request = parseAnalyticQuery({ ...TWO_DAYS, ...parameters }, TODAY);
  const plan = 'code' in request ? request : planQuery(request.query, schedule);
  if ('code' in plan) throw new Error(`refused ${plan.fields.join()}`);
  return timeSql({ userId: USER, plan, ...(activities && { activities }) });
}

describe('the SQL of a report', () => {
  it.each(KINDS)('ranks by %s', (kind) => expect(sqlOf({ rk: kind }).query).toMatchSnapshot());

  it.each(RESOLUTIONS.flatMap((resolution) => [...KINDS, 'efficiency'].map((kind) => [resolution, kind])))(
    'lists by %s the %s',
    (resolution, kind) => expect(sqlOf({ pv: 'interval', rs: resolution, rk: kind }).query).toMatchSnapshot(),
  );

  it.each([...KINDS, 'efficiency'])('drills by day from the %s of a thing to a thingy', (kind) =>
    expect(sqlOf({ pv: 'interval', rs: 'day', rk: kind, rt: 'T', ry: 't' }).query).toMatchSnapshot(),
  );

  it.each(['overview', 'activity', 'document'])('reads some activities down to the page for a report by %s', (kind) =>
    expect(sqlOf({ pv: 'interval', rs: 'week', rk: kind }, undefined, ['a']).query).toMatchSnapshot(),
  );

  it.each(['rank', 'interval'])('leaves the order of a single day to the report: %s', (perspective) => {
    expect(sqlOf({ pv: perspective }).query).toContain('ORDER BY');
    expect(sqlOf({ pv: perspective, ...TWO_DAYS, rb: TWO_DAYS.re }).query).not.toContain('ORDER BY');
  });

  it('filters by source and schedule', () =>
    expect(sqlOf({ rk: 'overview', restrict_source_type: 'mobile', s: '1' }, []).query).toMatchSnapshot());

  it('sums by hour of the week', () => {
    const request = parseAnalyticQuery({ ...TWO_DAYS, rk: 'productivity' }, TODAY);
    const plan = 'code' in request ? request : planQuery(request.query);
    if ('code' in plan) throw new Error(`refused ${plan.fields.join()}`);
    expect(timeSql({ userId: USER, plan: byHourOfWeek(plan) }).query).toMatchSnapshot();
  });

  it('binds every value that was asked for, and has none of them in its text', () => {
    const schedule = [
      { weekday: 1, beginMinute: 540, endMinute: 1020 },
      { weekday: 5, beginMinute: 545, endMinute: 725 },
    ];
    const parameters = {
      rb: '2019-01-02',
      re: '2019-03-04',
      rt: "x' OR 1",
      ry: "y' OR 1",
      restrict_source_type: 'mobile',
    };
    const { query, query_params } = sqlOf({ ...parameters, s: '7' }, schedule, ["z' OR 1"]);
    expect(query_params).toEqual({
      user_id: USER,
      begin: '2019-01-02',
      end: '2019-03-04',
      source: 'mobile',
      thing: ["x' OR 1"],
      thingy: ["y' OR 1"],
      activities: ["z' OR 1"],
      weekdays: [1, 5],
      begin_minutes: [540, 545],
      end_minutes: [1020, 725],
    });
    expect(query).not.toMatch(/3f2c|2019|mobile|OR 1|540|725/);
  });
});
