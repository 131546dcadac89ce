import fc from 'fast-check';
import {
  countedHeaders,
  countedRows,
  countedSeconds,
  type Form,
  KINDS,
  PERSPECTIVES,
  RECORDED,
  type Recorded,
  RESOLUTIONS,
} from '../testing/counted-reports.js';
import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const PERSON = 'every@b.c';
const STRANGER = 'stranger@b.c';

let app: TestApp;
let key: string;
let token: string;

beforeAll(async () => {
  app = await startApp();
  // One start of the server is faster than one for each request.
  await app.listen();
  const user = await app.createUser(PERSON);
  ({ key } = user);
  token = await app.issueToken(user.id, ['time_data']);
  for (const [n, recorded] of RECORDED.entries()) await record(user, `${n}`, recorded);
  await app.caughtUp();
});
afterAll(() => app.close());

async function record(user: TestUser, id: string, { device, source, activity, document, from, to }: Recorded) {
  if (source === 'offline') {
    const posted = { start_time: from, end_time: to, activity_name: activity, activity_details: document };
    await app.http.post('/anapi/offline_time_post').query({ key: user.key }).send(posted).expect(200);
    return;
  }
  const page = activity.includes('.')
    ? { application: 'Firefox', url: `https://${activity}/` }
    : { application: activity };
  const title = document === 'No Details' ? {} : { title: document };
  const activities = [{ id, ...page, ...title, startedAt: from, endedAt: to }];
  const { body } = await app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${user.agentKey}`)
    .send({ device: { id: device, machine: 'm', osUser: 'u' }, source, activities })
    .expect(200);
  expect(body).toMatchObject({ accepted: 1, rejected: [] });
}

async function answer(path: string, form: Form, more: object): Promise<{ status: number; text: string }> {
  const { status, text } = await app.http.get(path).query({
    ...{ perspective: form.perspective, restrict_kind: form.kind, resolution_time: form.resolution },
    ...{ restrict_begin: form.begin, restrict_end: form.end },
    ...(form.source && { restrict_source_type: form.source }),
    ...more,
  });
  return { status, text };
}

/** The records of a CSV text without quotes, with numbers as numbers. */
const readCsv = (text: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line) => line.split(',').map((cell) => (Number.isNaN(Number(cell)) ? cell : Number(cell))));

describe.each(PERSPECTIVES)('by %s', (perspective) => {
  it.each(KINDS)('of kind %s, every resolution, format and way in has the counted rows', async (kind) => {
    for (const resolution of RESOLUTIONS) {
      const form = { perspective, kind, resolution, begin: '2026-10-01', end: '2026-11-30' };
      const rows = countedRows(form, PERSON);
      for (const [path, credential] of [
        ['/anapi/data', { key }],
        ['/api/oauth/data', { access_token: token }],
      ] as const) {
        const json = await answer(path, form, { ...credential, format: 'json' });
        const csv = await answer(path, form, { ...credential, format: 'csv' });
        if (!rows) {
          const refused = { status: 400, text: expect.stringContaining('# query error') as string };
          expect([json, csv]).toEqual([refused, refused]);
          continue;
        }
        const headers = countedHeaders(form);
        expect(JSON.parse(json.text)).toEqual({ notes: expect.any(String) as string, row_headers: headers, rows });
        expect(readCsv(csv.text)).toEqual([headers, ...rows]);
      }
    }
  });
});

it('has the counted rows and all the seconds in any range, of any source, whatever it sums by', async () => {
  const days = fc
    .integer({ min: 0, max: 60 })
    .map((n) => new Date(Date.UTC(2026, 9, 1 + n)).toISOString().slice(0, 10));
  const forms = fc.record<Form>({
    perspective: fc.constantFrom(...PERSPECTIVES),
    kind: fc.constantFrom(...KINDS.filter((kind) => kind !== 'efficiency')),
    resolution: fc.constantFrom(...RESOLUTIONS),
    begin: days,
    end: days,
    source: fc.constantFrom(undefined, undefined, 'computers', 'mobile', 'offline'),
  });
  await fc.assert(
    fc.asyncProperty(forms, async (form) => {
      const { text } = await answer('/anapi/data', form, { key });
      const { rows } = JSON.parse(text) as { rows: [unknown, number][] };
      expect(rows).toEqual(countedRows(form, PERSON));
      expect(rows.reduce((sum, row) => sum + row[1], 0)).toBe(countedSeconds(form));
    }),
    { numRuns: 40 },
  );
});

describe('whatever the parameters', () => {
  const OWN_SECONDS = 7;
  const MANY_BYTES = 'x'.repeat(100_000);
  let stranger: string;
  let strangerToken: string;
  beforeAll(async () => {
    const user = await app.createUser(STRANGER);
    stranger = user.key;
    strangerToken = await app.issueToken(user.id, ['time_data', 'category_data', 'productivity_data']);
    const time = { from: '2026-11-21T08:00:00+01:00', to: `2026-11-21T08:00:0${OWN_SECONDS}+01:00` };
    const what = { device: 'laptop', source: 'computers', activity: 'own.example', document: 'own' } as const;
    await record(user, '0', { ...what, ...time });
    await app.caughtUp();
  });

  const fields: Record<string, string[]> = {
    perspective: ['rank', 'interval', 'member'],
    'rs i interval': [...RESOLUTIONS],
    'rk ty restrict_kind taxonomy': [...KINDS],
    'rb re': ['2026-11-21', '2026-10-01', '20261121T000000Z', '9999-12-31', '0001-01-01'],
    'rt tx ry tn': ['Emacs', 'own.example', 'News & Opinion', 'No Details', "' OR 1=1 --", '{user_id:String}', '\\'],
    restrict_source_type: ['computers', 'mobile', 'offline'],
    'rsi s': ['1', '-1', '9007199254740991'],
    format: ['json', 'csv'],
    'restrict_user restrict_group ru user_id': [PERSON, '1', '*'],
    'restrict_kind[] a[] a[b] key[] __proto__ constructor': ['activity', 'null'],
  };
  const odd = fc.oneof(
    { weight: 9, arbitrary: fc.string({ unit: 'binary', maxLength: 40 }) },
    {
      weight: 9,
      arbitrary: fc.constantFrom('', 'null', 'undefined', '%', '%00', '\u0000', '\ud800', '\u202e', '\r\n'),
    },
    { weight: 1, arbitrary: fc.constant(MANY_BYTES) },
  );
  const pair = fc
    .constantFrom(...Object.entries(fields))
    .chain(([names, values]) =>
      fc.tuple(
        fc.constantFrom(...names.split(' ')),
        fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...values) }, { weight: 1, arbitrary: odd }),
      ),
    );
  const asked = fc.record({
    pairs: fc.array(pair, { maxLength: 6 }),
    sent: fc.constantFrom('query', 'query', 'form', 'json'),
    path: fc.constantFrom('/anapi/data', '/api/oauth/data', '/api/oauth/overview_data', '/api/oauth/productivity_data'),
    nothing: fc.constantFrom<unknown>(null, ['activity'], { a: 'b' }, 'activity'),
  });

  /** The credential comes last: of repeated parameters the last one counts. */
  function send({
    pairs,
    sent,
    path,
    nothing,
  }: {
    pairs: [string, string][];
    sent: string;
    path: string;
    nothing: unknown;
  }) {
    const credential: [string, string] = path.startsWith('/anapi')
      ? ['key', stranger]
      : ['access_token', strangerToken];
    const all = [...pairs, credential];
    const form = all.map((both) => both.map((text) => encodeURIComponent(text.toWellFormed())).join('=')).join('&');
    if (sent === 'query') return app.http.get(`${path}?${form}`);
    if (sent === 'form') return app.http.post(path).type('form').send(form);
    const members = [['rk', nothing] as const, ...all].map((both) =>
      both.map((value) => JSON.stringify(value)).join(':'),
    );
    return app.http
      .post(path)
      .type('json')
      .send(`{${members.join(',')}}`);
  }

  it('the answer is a report or a refusal, with no time but that of who asks', async () => {
    let shown = 0;
    await fc.assert(
      fc.asyncProperty(asked, async (request) => {
        const { status, text, type } = await send(request);
        expect([200, 400, 413, 431]).toContain(status);
        if (status !== 200)
          expect(JSON.parse(text)).toEqual({ error: expect.any(String), messages: expect.any(String) });
        expect(text).not.toMatch(/Emacs|Gmail|Meeting|reddit|ycombinator|Zzz|every@b/);
        if (status !== 200) return;
        const rows = type === 'text/csv' ? readCsv(text).slice(1) : (JSON.parse(text) as { rows: unknown[][] }).rows;
        const spent = rows.reduce((sum, row) => sum + Number(row[1]), 0);
        expect([0, OWN_SECONDS]).toContain(spent);
        shown += spent;
      }),
      { numRuns: 500 },
    );
    // Otherwise no report could have shown the time.
    expect(shown).toBeGreaterThan(100 * OWN_SECONDS);
  });
});
