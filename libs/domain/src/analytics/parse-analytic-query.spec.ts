import fc from 'fast-check';
import { localDateOfUtcMs, parseLocalDate } from '../calendar/local-date.js';
import { type AnalyticQuery, FORMATS, KINDS, PERSPECTIVES, RESOLUTIONS, SOURCES } from './analytic-query.js';
import { type AnalyticParameters, parseAnalyticQuery, parseRestrictedQuery } from './parse-analytic-query.js';

const TODAY = localDateOfUtcMs(Date.UTC(2026, 10, 21));

const parse = (parameters: AnalyticParameters) => parseAnalyticQuery(parameters, TODAY);

function queryOf(parameters: AnalyticParameters): AnalyticQuery {
  const request = parse(parameters);
  if ('code' in request) throw new Error(`refused ${request.fields.join()}`);
  return request.query;
}

describe('the analytic query', () => {
  it("is today's activities by rank in JSON when nothing is asked", () =>
    expect(parse({})).toEqual({
      query: { perspective: 'rank', resolution: 'hour', kind: 'activity', begin: TODAY, end: TODAY },
      format: 'json',
    }));

  it.each([
    ['perspective', ['perspective', 'pv', 'by'], 'interval', 'interval'],
    ['resolution', ['resolution_time', 'rs', 'interval', 'i'], 'week', 'week'],
    ['begin', ['restrict_begin', 'rb'], '2026-01-02', '2026-01-02'],
    ['end', ['restrict_end', 're'], '2026-01-02', '2026-01-02'],
    ['kind', ['restrict_kind', 'rk', 'taxonomy', 'ty'], 'overview', 'overview'],
    ['thing', ['restrict_thing', 'rt', 'taxon', 'tx'], 'Editing & IDEs', 'Editing & IDEs'],
    ['thingy', ['restrict_thingy', 'ry', 'sub_taxon', 'tn'], 'Inbox, work', 'Inbox, work'],
    ['source', ['restrict_source_type'], 'mobile', 'mobile'],
    ['scheduleId', ['restrict_schedule_id', 'rsi', 'schedule_id', 's'], '12', 12],
  ] as const)('has its %s under each of the names %p', (field, names, text, value) => {
    for (const name of names) expect(queryOf({ [name]: text })).toHaveProperty(field, value);
  });

  it.each([
    ['the principal name over the short one', { restrict_kind: 'overview', rk: 'category' }, 'overview'],
    ['the short name over the alias', { rk: 'overview', taxonomy: 'category' }, 'overview'],
    ['the alias over the short alias', { taxonomy: 'overview', ty: 'category' }, 'overview'],
    ['a name with a value over a blank one', { restrict_kind: ' ', rk: '', ty: 'category' }, 'category'],
  ])('prefers %s', (_title, parameters, kind) => expect(queryOf(parameters).kind).toBe(kind));

  it.each<[string, AnalyticParameters, Partial<AnalyticQuery>]>([
    [
      'the documented request for productivity by hour',
      {
        key: 'KEY',
        perspective: 'interval',
        restrict_kind: 'productivity',
        interval: 'hour',
        restrict_begin: '2020-01-01',
        restrict_end: '2020-01-01',
        format: 'json',
      },
      { perspective: 'interval', kind: 'productivity', resolution: 'hour', begin: day('2020-01-01') },
    ],
    [
      'a recorded mix of styles',
      { by: 'interval', rk: 'productivity', interval: 'day' },
      { perspective: 'interval', kind: 'productivity', resolution: 'day' },
    ],
    [
      'the form of the Python client',
      { op: 'select', vn: '0', pv: 'interval', rs: 'day', rk: 'efficiency', rtapi_key: 'KEY', via: 'pyrt' },
      { perspective: 'interval', kind: 'efficiency', resolution: 'day' },
    ],
    ['values in another case and padded', { pv: ' Interval', rk: 'OVERVIEW ' }, { kind: 'overview' }],
  ])('reads %s', (_title, parameters, expected) => expect(queryOf(parameters)).toMatchObject(expected));

  it.each([
    ['2026-11-09', '2026-11-09'],
    [' 2026-11-09 ', '2026-11-09'],
    ['20261109', '2026-11-09'],
    ['2026-11-09T00:00:00Z', '2026-11-09'],
    ['2026-11-09t23:59:59.123456', '2026-11-09'],
    ['2026-11-09T23:00:00-08:00', '2026-11-09'],
    ['2026-11-09T23:00:00 05:00', '2026-11-09'],
    ['2026-11-09 00:00:00 +0000', '2026-11-09'],
    ['20261109T000000Z', '2026-11-09'],
  ])('takes the day of %p as written', (text, expected) => expect(queryOf({ rb: text }).begin).toBe(expected));

  it.each([
    ['only a begin: up to today', { rb: '2026-11-01' }, '2026-11-01', TODAY],
    ['only a begin after today: no days', { rb: '2026-12-01' }, '2026-12-01', TODAY],
    ['only an end: that day', { re: '2026-11-01' }, '2026-11-01', '2026-11-01'],
    ['only an end after today: from today', { re: '2026-12-01' }, TODAY, '2026-12-01'],
    ['a begin after the end: no days', { rb: '2026-11-02', re: '2026-11-01' }, '2026-11-02', '2026-11-01'],
  ])('spans the days of %s', (_title, parameters, begin, end) =>
    expect(queryOf(parameters)).toMatchObject({ begin, end }),
  );

  it.each([
    ['csv', 'csv'],
    [' JSON ', 'json'],
    ['', 'json'],
  ])('is answered in the format %p as %s', (format, expected) =>
    expect(parse({ format })).toHaveProperty('format', expected),
  );

  it.each<[AnalyticParameters, string[]]>([
    [{ pv: 'member', rk: 'efficiency' }, ['kind']],
    [{ rs: 'year' }, ['resolution']],
    [{ rk: 'efficiency' }, ['kind']],
    [{ rk: 'efficiency', pv: 'rank' }, ['kind']],
    [{ rk: 'toString' }, ['kind']],
    [{ rb: '2026-02-30' }, ['begin']],
    [{ rb: '2026-1-1' }, ['begin']],
    [{ rb: '2026-0101' }, ['begin']],
    [{ rb: '2026-11-09Tnoon' }, ['begin']],
    [{ re: 'yesterday' }, ['end']],
    [{ restrict_source_type: 'fridge' }, ['source']],
    [{ rsi: '-1' }, ['scheduleId']],
    [{ rsi: '1.5' }, ['scheduleId']],
    [{ rsi: '9007199254740993' }, ['scheduleId']],
    [{ format: 'xml' }, ['format']],
    [{ rk: 'x', rb: 'y', format: 'z' }, ['begin', 'kind', 'format']],
  ])('is refused for %p, with every bad field', (parameters, fields) => {
    const request = parse(parameters);
    expect(request).toMatchObject({ code: 'query_error' });
    expect(new Set('code' in request ? request.fields : [])).toEqual(new Set(fields));
  });

  it.each([
    {},
    { rk: 'activity' },
    { restrict_kind: 'document', ty: 'activity' },
    { taxonomy: 'efficiency' },
    { rk: 'x' },
  ])('has the kind of a restricted report, whatever %p says', (parameters) => {
    expect(parseRestrictedQuery(parameters, TODAY, 'category')).toMatchObject({ query: { kind: 'category' } });
  });

  it.each([
    [{ restrict_thing: 'Email' }, ['thing']],
    [{ taxon: 'Email', tn: 'Inbox' }, ['thing', 'thingy']],
    [{ ry: 'Gmail' }, ['thingy']],
  ])('is refused for a restricted report that looks inside a thing: %p', (parameters, fields) => {
    expect(parseRestrictedQuery(parameters, TODAY, 'overview')).toEqual({ code: 'query_error', fields });
  });

  it('is a query error or a whole query whatever the text, and never throws', () => {
    const names = fc.constantFrom(...['pv', 'rs', 'rb', 're', 'rk', 'rt', 'ry', 'restrict_source_type', 's', 'format']);
    const words = fc.constantFrom<string>(
      ...PERSPECTIVES,
      ...RESOLUTIONS,
      ...KINDS,
      ...SOURCES,
      ...FORMATS,
      '2026-01-01',
    );
    const text = fc.oneof(words, fc.string({ unit: 'binary' }), fc.string());
    fc.assert(
      fc.property(fc.dictionary(fc.oneof(names, fc.string()), text), (parameters) => {
        const request = parse(parameters);
        if ('code' in request) return request.code === 'query_error' && request.fields.length > 0;
        const { perspective, resolution, kind, begin, end } = request.query;
        expect(PERSPECTIVES).toContain(perspective);
        expect(RESOLUTIONS).toContain(resolution);
        expect(KINDS).toContain(kind);
        expect([begin, end]).toEqual([parseLocalDate(begin), parseLocalDate(end)]);
        return FORMATS.includes(request.format);
      }),
      { numRuns: 10_000 },
    );
  });
});

function day(text: string) {
  const date = parseLocalDate(text);
  if (date === undefined) throw new Error(`${text} is not a day`);
  return date;
}
