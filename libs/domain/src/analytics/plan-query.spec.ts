import { localDateOfUtcMs } from '../calendar/local-date.js';
import { type AnalyticParameters, parseAnalyticQuery } from './parse-analytic-query.js';
import { planQuery, type WeeklyRange } from './plan-query.js';

const TODAY = localDateOfUtcMs(Date.UTC(2026, 10, 21));

function plan(parameters: AnalyticParameters, schedule?: readonly WeeklyRange[]) {
  const request = parseAnalyticQuery(parameters, TODAY);
  return 'code' in request ? request : planQuery(request.query, schedule);
}

describe('the plan of an analytic query', () => {
  it.each<[string, AnalyticParameters]>([
    ['a rank', { pv: 'rank' }],
    ['a rank that also names a fine resolution', { pv: 'rank', rs: 'minute' }],
    ['an interval by day', { pv: 'interval', rs: 'day' }],
    ['an interval by week', { pv: 'interval', rs: 'week' }],
    ['an interval by month', { pv: 'interval', rs: 'month' }],
    ['the activities of an overview', { rk: 'overview', rt: 'Utilities' }],
    ['one activity of a category', { rk: 'category', rt: 'Browsers', ry: 'Safari' }],
    ['the levels of a thing', { rk: 'productivity', rt: 'Utilities' }],
  ])('reads the daily rollup for %s', (_title, parameters) =>
    expect(plan(parameters)).toHaveProperty('table', 'daily'),
  );

  it.each<[string, AnalyticParameters]>([
    ['an interval by hour', { pv: 'interval', rs: 'hour' }],
    ['an interval by minute', { pv: 'interval', rs: 'minute' }],
    ['documents', { rk: 'document' }],
    ['the documents of an activity', { rt: 'rubymine' }],
    ['a document of any activity', { ry: 'Inbox' }],
    ['the levels of a thingy', { rk: 'productivity', rt: 'Gmail', ry: 'Inbox' }],
  ])('reads the buckets for %s', (_title, parameters) => expect(plan(parameters)).toHaveProperty('table', 'buckets'));

  it.each<[string, string, string[], string[]]>([
    ['overview', 'activities', ['overview'], ['activity']],
    ['category', 'activities', ['category'], ['activity']],
    ['activity', 'documentsOfActivity', ['activity'], ['document']],
    ['document', 'documents', ['activity'], ['document']],
    ['productivity', 'levels', ['overview', 'category', 'activity'], ['activity', 'document']],
    ['efficiency', 'efficiency', ['overview', 'category', 'activity'], ['activity', 'document']],
  ])('drills from kind %s into %s', (kind, listing, thingColumns, thingyColumns) =>
    expect(plan({ pv: 'interval', rk: kind, rt: 'T', ry: 't' })).toMatchObject({
      listing,
      thing: { columns: thingColumns, names: ['T'] },
      thingy: { columns: thingyColumns, names: ['t'] },
    }),
  );

  it('has a resolution in an interval and none in a rank', () => {
    expect(plan({ pv: 'interval', rs: 'week' })).toHaveProperty('resolution', 'week');
    expect(plan({ pv: 'rank', rs: 'week' })).toHaveProperty('resolution', undefined);
  });

  it('reads the buckets of a schedule, even of one without hours', () =>
    expect(plan({ s: '7' }, [])).toMatchObject({ table: 'buckets', schedule: [] }));

  it('is refused when the query names a schedule that the user does not have', () =>
    expect(plan({ s: '7' })).toEqual({ code: 'query_error', fields: ['scheduleId'] }));
});

it.each([
  ['activity', 'GitHub.com', ['GitHub.com', 'github.com', 'github.com.']],
  ['category', 'Caf\u00e9', ['Caf\u00e9', 'Cafe\u0301']],
] as const)('a thing of kind %s called %s is looked for as %j', (kind, thing, names) => {
  const asked = parseAnalyticQuery({ rk: kind, rt: thing }, TODAY);
  const plan = 'code' in asked ? asked : planQuery(asked.query);
  expect(plan).toMatchObject({ thing: { names } });
});

it('a document is looked for in its own letters', () => {
  const asked = parseAnalyticQuery({ rk: 'activity', rt: 'vim', ry: 'README.md' }, TODAY);
  const plan = 'code' in asked ? asked : planQuery(asked.query);
  expect(plan).toMatchObject({ thingy: { names: ['README.md'] } });
});
