import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const MINUTE = 60_000;
const GAMES = { overview: 'Entertainment', category: 'Games' };
const ACME = { activity: 'Chrome', match: 'contains', text: 'acme', name: 'Client A' };
type Method = 'get' | 'post' | 'put' | 'delete';
interface User {
  readonly key: string;
  readonly fullKey: string;
  readonly agentKey: string;
}

let app: TestApp;
let users = 0;
/** A user without time and without rules. */
let stranger: Promise<User>;
beforeAll(async () => {
  app = await startApp();
  stranger = app.createUser('stranger@example.org');
  await stranger;
});
afterAll(() => app.close());

async function as(key: string, method: Method, path: string, body?: object) {
  const answer = await app.http[method](path).set('Authorization', `Bearer ${key}`).send(body);
  return { status: answer.status, body: answer.body as Record<string, unknown>, headers: answer.headers };
}

/** A user with an hour in Chrome: 30 minutes for Acme, 20 for Beta, 10 without; and 5 in Emacs. */
async function newUser(): Promise<User> {
  const user = await app.createUser(`rules-${users++}@example.org`);
  const spans = [
    ['Chrome', 'ACME, draft', 60, 30],
    ['Chrome', 'Beta | acme-not', 30, 0],
    ['Chrome', 'Inbox', 10, 0],
    ['Emacs', 'acme.txt', 5, 0],
  ] as const;
  const activities = spans.map(([application, title, from, to], n) => ({
    ...{ id: `${n}`, application, title },
    startedAt: NOON - from * MINUTE,
    endedAt: NOON - Math.max(to, spans[n + 1]?.[2] ?? 0) * MINUTE,
  }));
  const batch = { device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers', activities };
  expect(await as(user.agentKey, 'post', '/agent/v1/activities', batch)).toMatchObject({ status: 200 });
  return user;
}

const make = async ({ fullKey }: User, rule: object) => {
  const { status, body } = await as(fullKey, 'post', '/api/v1/rules', rule);
  expect(status).toBe(201);
  return body as { id: number };
};
/** `activity category level minutes` of a report. */
async function rowsOf({ key }: User, query = ''): Promise<string[]> {
  await app.caughtUp();
  const { body } = await as(key, 'get', `/anapi/data?format=json${query}`);
  return (body as { rows: unknown[][] }).rows.map(
    ([, seconds, , name, category, level]) =>
      `${String(name)} ${String(category)} ${String(level)} ${Number(seconds) / 60}`,
  );
}

const CHROME = 'Browsers 0';
const BEFORE = [`Chrome ${CHROME} 55`, 'Emacs Editing & IDEs 2 5'];

describe('/api/v1/rules', () => {
  it('a rule splits an activity in all reports at once, and its removal puts it back', async () => {
    const user = await newUser();
    expect(await rowsOf(user)).toEqual(BEFORE);
    const { id } = await make(user, { ...ACME, category: GAMES, productivity: -1 });
    expect(await rowsOf(user)).toEqual(['Client A Games -1 50', `Chrome ${CHROME} 5`, 'Emacs Editing & IDEs 2 5']);
    const day = (await as(user.key, 'get', '/api/v1/reports/day')).body as { activities: { activity: string }[] };
    expect(day.activities.map(({ activity }) => activity)).toEqual(['Client A', 'Chrome', 'Emacs']);
    expect(await as(user.fullKey, 'delete', `/api/v1/rules/${id}`)).toMatchObject({ status: 204 });
    expect(await rowsOf(user)).toEqual(BEFORE);
  });

  it('the first rule that matches counts, and a change of order changes reports', async () => {
    const user = await newUser();
    await make(user, ACME);
    const beta = await make(user, { ...ACME, text: 'beta', name: 'Client B' });
    expect((await rowsOf(user))[0]).toBe('Client A Uncategorized 0 50');
    const change = { ...ACME, text: 'beta', name: 'Client B', place: 1 };
    expect(await as(user.fullKey, 'put', `/api/v1/rules/${beta.id}`, change)).toMatchObject({ status: 204 });
    expect((await rowsOf(user)).slice(0, 2)).toEqual(['Client A Uncategorized 0 30', 'Client B Uncategorized 0 20']);
    const { body } = await as(user.fullKey, 'get', '/api/v1/rules');
    expect((body.rules as { name: string }[]).map(({ name }) => name)).toEqual(['Client B', 'Client A']);
  });

  it('a report about the new name has its documents, and one about the old name no longer', async () => {
    const user = await newUser();
    await make(user, { ...ACME, name: 'Émile & Söhne <b>' });
    const about = (name: string, more = '') => rowsOf(user, `&restrict_thing=${encodeURIComponent(name)}${more}`);
    expect(await about('Émile & Söhne <b>')).toEqual([
      'ACME, draft Uncategorized 0 30',
      'Beta | acme-not Uncategorized 0 20',
    ]);
    expect(await about('Chrome')).toEqual([`Inbox ${CHROME} 5`]);
    expect(await about('Émile & Söhne <b>', `&restrict_thingy=${encodeURIComponent('ACME, draft')}`)).toHaveLength(1);
  });

  it('time of two activities under one name is one row, with time that is recorded so', async () => {
    const user = await newUser();
    await make(user, { ...ACME, name: 'Emacs' });
    expect(await rowsOf(user)).toEqual(['Emacs Editing & IDEs 2 55', `Chrome ${CHROME} 5`]);
    await make(user, { ...ACME, activity: 'emacs', name: 'Chrome' });
    expect(await rowsOf(user)).toEqual(['Emacs Editing & IDEs 2 50', `Chrome ${CHROME} 10`]);
  });

  it('an export of buckets names the time as reports do', async () => {
    const user = await newUser();
    await make(user, ACME);
    const csv = await app.http.get('/api/v1/export?format=csv').set('Authorization', `Bearer ${user.fullKey}`);
    expect(csv.text).toContain(',Client A,"ACME, draft",');
    expect(csv.text).not.toContain(',Chrome,"ACME');
  });

  it('an export has the rules, and an import brings them into another account', async () => {
    const [from, to] = [await newUser(), await newUser()];
    const gone = await make(from, { ...ACME, text: 'gone' });
    await make(from, { ...ACME, text: 'beta', name: 'Client B' });
    await make(from, { ...ACME, place: 1 });
    await as(from.fullKey, 'delete', `/api/v1/rules/${gone.id}`);
    const lines = (await app.http.get('/api/v1/export').set('Authorization', `Bearer ${from.fullKey}`)).text.trim();
    const events = lines
      .split('\n')
      .map((line, n) => ({ ...(JSON.parse(line) as { id: string; stream: string; type: string; data: object }), n }))
      .filter(({ stream }) => stream.startsWith('taxonomy-'));
    const asked = events.map(({ id, stream, type, data, n }) => ({
      ...{ line: n + 1, first: events[0]?.id, stream, id, type, data },
    }));
    const batch = { format: 'timeledger', lines: asked };
    const answer = await as(to.fullKey, 'post', '/api/v1/imports', batch);
    expect(answer).toMatchObject({ status: 200, body: { rejected: [] } });
    const [theirs, mine] = await Promise.all([to, from].map(({ fullKey }) => as(fullKey, 'get', '/api/v1/rules')));
    expect(theirs?.body).toEqual(mine?.body);
    expect(await rowsOf(to)).toEqual(await rowsOf(from));
  });

  it('a preview shows what a rule would match, without what an earlier rule takes, and saves nothing', async () => {
    const user = await newUser();
    await app.caughtUp();
    const preview = async (draft: object) =>
      (await as(user.fullKey, 'post', '/api/v1/rules/preview', { ...ACME, name: undefined, ...draft })).body;
    expect(await preview({})).toEqual({
      ...{ seconds: 3000, count: 2 },
      documents: [
        { document: 'ACME, draft', seconds: 1800 },
        { document: 'Beta | acme-not', seconds: 1200 },
      ],
    });
    expect(await preview({ activity: 'CHROME', text: '' })).toMatchObject({ seconds: 3300, count: 3 });
    expect(await preview({ text: 'no such title' })).toEqual({ seconds: 0, count: 0, documents: [] });
    const { id } = await make(user, { ...ACME, text: 'beta' });
    expect(await preview({})).toMatchObject({ seconds: 1800, count: 1 });
    expect(await preview({ id })).toMatchObject({ seconds: 3000, count: 2 });
    expect(((await as(user.fullKey, 'get', '/api/v1/rules')).body.rules as unknown[]).length).toBe(1);
  });

  it.each([
    [{ ...ACME, match: 'regex' }, 'invalid_request'],
    [{ ...ACME, in: 'title' }, 'invalid_request'],
    [{ ...ACME, place: 0 }, 'invalid_request'],
    [{ ...ACME, text: undefined }, 'invalid_request'],
    [{ ...ACME, name: 7 }, 'invalid_request'],
    [{ ...ACME, name: '' }, 'invalid_name'],
    [{ ...ACME, name: 'x'.repeat(10_000) }, 'invalid_name'],
    [{ ...ACME, name: 'a\u202e\u0007b' }, 'invalid_name'],
    [{ ...ACME, text: '   ' }, 'invalid_pattern'],
    [{ ...ACME, productivity: 3 }, 'invalid_level'],
    [{ ...ACME, category: { overview: 'x', category: 'y' } }, 'unknown_category'],
  ])('%j is refused with %s, and nothing of it is saved', async (rule, code) => {
    const { fullKey } = await stranger;
    expect(await as(fullKey, 'post', '/api/v1/rules', rule)).toMatchObject({ status: 400, body: { error: { code } } });
    expect((await as(fullKey, 'get', '/api/v1/rules')).body).toEqual({ rules: [] });
  });

  it.each([{ days: 0 }, { days: 367 }, { text: 'x'.repeat(256) }, { activity: 'x'.repeat(256) }, { match: '.*' }])(
    'a preview with %j is refused',
    async (draft) => {
      const { fullKey } = await stranger;
      const asked = { activity: 'Chrome', match: 'contains', text: 'x', ...draft };
      expect(await as(fullKey, 'post', '/api/v1/rules/preview', asked)).toMatchObject({ status: 400 });
    },
  );

  it('belongs to one user: another can neither see, change nor remove it, nor preview in that time', async () => {
    const [ada, eve] = [await newUser(), await stranger];
    const { id } = await make(ada, ACME);
    expect((await as(eve.fullKey, 'get', '/api/v1/rules')).body).toEqual({ rules: [] });
    for (const method of ['put', 'delete'] as const) {
      const answer = await as(eve.fullKey, method, `/api/v1/rules/${id}`, method === 'put' ? ACME : undefined);
      expect(answer).toMatchObject({ status: 404, body: { error: { code: 'unknown_rule' } } });
    }
    const draft = { activity: 'Chrome', match: 'contains', text: '', id };
    expect((await as(eve.fullKey, 'post', '/api/v1/rules/preview', draft)).body).toMatchObject({ seconds: 0 });
    expect((await rowsOf(ada))[0]).toContain('Client A');
  });

  it('the second of two equal requests makes no second rule', async () => {
    const user = await newUser();
    const answers = await Promise.all([1, 2].map(() => as(user.fullKey, 'post', '/api/v1/rules', ACME)));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 400]);
    expect(((await as(user.fullKey, 'get', '/api/v1/rules')).body.rules as unknown[]).length).toBe(1);
  });

  it('a key that reads may be published, so it finds out no address by previews', async () => {
    const user = await newUser();
    const draft = { activity: 'Chrome', in: 'url', match: 'starts-with', text: 'docs.example/d/' };
    for (const answer of [
      await as(user.key, 'post', '/api/v1/rules/preview', draft),
      await as(user.key, 'get', '/api/v1/rules'),
    ])
      expect(answer).toMatchObject({ status: 403, body: { error: { code: 'wrong_key_kind' } } });
  });

  it('no cache keeps what rules say', async () => {
    const { fullKey } = await stranger;
    const draft = { activity: 'Chrome', match: 'contains', text: '' };
    for (const { headers } of [
      await as(fullKey, 'get', '/api/v1/rules'),
      await as(fullKey, 'post', '/api/v1/rules/preview', draft),
    ])
      expect(headers['cache-control']).toBe('no-store');
  });
});
