import type { TestUser } from '../testing/app-actors.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const KEY_NOT_FOUND = '{"error":"# key not found","messages":"key not found"}';
const QUERY_ERROR = '{"error": "# query error","messages": "Error: Likely a badly formatted or missing parameter"}';
const at = (wallClock: string) => Date.parse(`2026-11-21T${wallClock}+01:00`);

describe('/anapi/data', () => {
  let app: TestApp;
  let key: string;
  beforeAll(async () => {
    app = await startApp();
    const user = await app.createUser('reports@example.org');
    key = user.key;
    const stranger = await app.createUser('stranger@example.org');
    const span = (id: string, begin: string, end: string, what: object) => ({
      id,
      startedAt: at(begin),
      endedAt: at(end),
      ...what,
    });
    const post = ({ agentKey }: TestUser, activities: object[]) =>
      app.http
        .post('/agent/v1/activities')
        .set('Authorization', `Bearer ${agentKey}`)
        .send({ device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers', activities })
        .expect(200);
    await post(user, [
      span('1', '09:00:00', '09:50:00', { application: 'Emacs', title: 'häuser & "bäume", <b>' }),
      span('2', '09:50:00', '10:10:00', { application: 'Firefox', url: 'https://www.reddit.com/r/x', title: 'r/x' }),
      span('3', '10:10:00', '10:11:30', { application: 'Zzz unheard of' }),
    ]);
    await post(stranger, [span('1', '09:00:00', '11:00:00', { application: 'Secret application', title: 'secret' })]);
    await app.caughtUp();
  });
  afterAll(() => app.close());

  const get = (query: object) => app.http.get('/anapi/data').query({ key, ...query });

  it('ranks activities of today by default, as JSON of the exact documented envelope', async () => {
    const { status, headers, text } = await get({});
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('application/json; charset=utf-8');
    expect(headers['cache-control']).toBe('no-cache, no-store, max-age=0, must-revalidate');
    expect(text).toBe(
      '{"notes":"data is an array of arrays (rows), column names for rows in row_headers",' +
        '"row_headers":["Rank","Time Spent (seconds)","Number of People","Activity","Category","Productivity"],' +
        '"rows":[[1,3000,1,"Emacs","Editing \\u0026 IDEs",2],[2,1200,1,"reddit.com","General News \\u0026 Opinion",-2],' +
        '[3,90,1,"Zzz unheard of","Uncategorized",0]]}',
    );
  });

  it.each<[string, object, string[]]>([
    [
      'ranks overviews',
      { restrict_kind: 'overview' },
      [
        'Rank,Time Spent (seconds),Number of People,Category',
        '1,3000,1,Software Development',
        '2,1200,1,News & Opinion',
        '3,90,1,Uncategorized',
      ],
    ],
    [
      'ranks categories',
      { rk: 'category' },
      [
        'Rank,Time Spent (seconds),Number of People,Category',
        '1,3000,1,Editing & IDEs',
        '2,1200,1,General News & Opinion',
        '3,90,1,Uncategorized',
      ],
    ],
    [
      'ranks productivity levels',
      { taxonomy: 'productivity' },
      ['Rank,Time Spent (seconds),Number of People,Productivity', '1,3000,1,2', '2,1200,1,-2', '3,90,1,0'],
    ],
    [
      'ranks documents, quoting where CSV needs it',
      { ty: 'document' },
      [
        'Rank,Time Spent (seconds),Number of People,Activity,Document,Category,Productivity',
        '1,3000,1,Emacs,"häuser & ""bäume"", <b>",Editing & IDEs,2',
        '2,1200,1,reddit.com,r/x,General News & Opinion,-2',
        '3,90,1,Zzz unheard of,No Details,Uncategorized,0',
      ],
    ],
    [
      'lists efficiency by hour in local time',
      { by: 'interval', i: 'hour', rk: 'efficiency' },
      [
        'Date,Time Spent (seconds),Number of People,Efficiency (-2:2),Efficiency (percent)',
        '2026-11-21T09:00:00,3600,1,1.33,83.33',
        '2026-11-21T10:00:00,690,1,-1.74,6.52',
      ],
    ],
    [
      'lists five-minute buckets',
      { pv: 'interval', rs: 'minute', rk: 'overview', rt: 'Uncategorized' },
      [
        'Date,Time Spent (seconds),Number of People,Activity,Category,Productivity',
        '2026-11-21T10:10:00,90,1,Zzz unheard of,Uncategorized,0',
      ],
    ],
    ...(['day', 'week', 'month'] as const).map((interval): [string, object, string[]] => [
      `lists by ${interval}`,
      {
        perspective: 'interval',
        interval,
        restrict_kind: 'productivity',
        restrict_begin: '2026-11-01',
        restrict_end: '2026-11-30',
      },
      [
        'Date,Time Spent (seconds),Number of People,Productivity',
        ...['3000,1,2', '1200,1,-2', '90,1,0'].map(
          (row) => `${{ day: '2026-11-21', week: '2026-11-15', month: '2026-11-01' }[interval]}T00:00:00,${row}`,
        ),
      ],
    ]),
    [
      'has only the header for a range without time',
      { restrict_begin: '2020-01-01', restrict_end: '2020-01-31' },
      ['Rank,Time Spent (seconds),Number of People,Activity,Category,Productivity'],
    ],
  ])('%s', async (_, query, lines) => {
    const { status, headers, text } = await get({ ...query, format: 'csv' });
    expect(status).toBe(200);
    expect(headers['content-type']).toBe('text/csv; charset=utf-8');
    expect(text).toBe(lines.map((line) => `${line}\n`).join(''));
  });

  it('is ASCII in JSON, with nothing in it that looks like a tag', async () => {
    const { text } = await get({ restrict_kind: 'document' });
    expect(text).toContain('h\\u00e4user \\u0026 \\"b\\u00e4ume\\", \\u003cb\\u003e');
    // eslint-disable-next-line no-control-regex -- the pattern means all of ASCII
    expect(text).toMatch(/^[\u0000-\u007f]*$/);
  });

  it.each<[string, (path: string) => ReturnType<TestApp['http']['get']>]>([
    ['key in the query', (path) => app.http.get(path).query({ key })],
    ['rtapi_key in the query', (path) => app.http.get(path).query({ rtapi_key: key })],
    ['a bearer header', (path) => app.http.get(path).set('Authorization', `Bearer ${key}`)],
    ['a form', (path) => app.http.post(path).type('form').send({ rtapi_key: key, op: 'select', vn: '0' })],
    ['a JSON body', (path) => app.http.post(path).send({ key, pv: 'rank' })],
    ['a body of no declared type', (path) => app.http.post(path).unset('Content-Type').send(`key=${key}&pv=rank`)],
    [
      'a GET with a content type and no body',
      (path) => app.http.get(path).query({ key }).set('Content-Type', 'application/json'),
    ],
  ])('takes the key as %s, and .json in the path', async (_, request) => {
    for (const path of ['/anapi/data', '/anapi/data.json']) {
      const { status, text } = await request(path);
      expect({ status, rows: (JSON.parse(text) as { rows: unknown[] }).rows.length }).toEqual({ status: 200, rows: 3 });
    }
  });

  it.each([{}, { key: '' }, { key: 'wrong' }, { key: '%' }, { key: 'x'.repeat(4_000) }, { access_token: 'wrong' }])(
    'answers a wrong or missing key with the documented object, also for CSV: %.40j',
    async (query) => {
      const { status, headers, text } = await app.http.get('/anapi/data').query({ ...query, format: 'csv' });
      expect(status).toBe(400);
      expect(headers['content-type']).toBe('application/json; charset=utf-8');
      expect(text).toBe(KEY_NOT_FOUND);
    },
  );

  it.each([
    { perspective: 'member', restrict_kind: 'efficiency' },
    { restrict_kind: 'nonsense' },
    { restrict_kind: 'efficiency' },
    { perspective: 'interval', interval: 'second' },
    { restrict_begin: 'yesterday' },
    { restrict_end: '2026-02-30' },
    { format: 'xml' },
    { restrict_source_type: 'fridge' },
    { restrict_schedule_id: '7' },
  ])('answers %j with the documented query error', async (query) => {
    const { status, text } = await get(query);
    expect({ status, text }).toEqual({ status: 400, text: QUERY_ERROR });
  });

  it('lets the last of repeated parameters win, and ignores unknown ones', async () => {
    const { status, text } = await app.http.get(
      `/anapi/data?restrict_kind=nonsense&restrict_kind=overview&key=${key}&via=pyrt&x[]=1`,
    );
    expect(status).toBe(200);
    expect(text).toContain('Software Development');
  });

  it('answers a body over its limit, and an address that is not there, with errors of the same family', async () => {
    const tooLarge = await app.http
      .post('/anapi/data')
      .type('form')
      .send(`key=${key}&x=${'x'.repeat(70_000)}`);
    expect({ status: tooLarge.status, body: tooLarge.body as unknown }).toEqual({
      status: 413,
      body: { error: '# body too large', messages: 'The body is too large.' },
    });
    const nowhere = await app.http.get('/anapi/nowhere').query({ key });
    expect({ status: nowhere.status, body: nowhere.body as unknown }).toEqual({
      status: 404,
      body: { error: '# not found', messages: 'There is nothing at this address.' },
    });
  });

  it('writes no key, activity or title of anybody to the log', async () => {
    await get({ restrict_kind: 'document' });
    expect(app.logged()).toContain('/anapi/data');
    for (const secret of [key, app.adminToken, 'Emacs', 'häuser', 'reddit', 'reports@example.org']) {
      expect(app.logged()).not.toContain(secret);
    }
    expect(NOON).toBe(at('12:00:00'));
  });
});
