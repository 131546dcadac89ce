import type { KeyKind } from '@app/domain';
import { oldKey } from '../testing/old-key.js';
import { startApp, type TestApp } from '../testing/start-app.js';

/** Words that stand for what a stranger must not learn. */
const EMAIL = 'owner-of-the-key@example.org';
const KEY_NOT_FOUND = '{"error":"# key not found","messages":"key not found"}';

let app: TestApp;
let id: string;
beforeAll(async () => {
  app = await startApp();
  id = await app.openAccount(EMAIL);
});
afterAll(() => app.close());

const WAYS = [
  ['the header', (key: string) => ({ authorization: `Bearer ${key}`, query: {} })],
  ['the query', (key: string) => ({ authorization: undefined, query: { key } })],
] as const;

/** Sends a request with a key in the header, or in the query. */
async function send(
  method: 'get' | 'post' | 'put' | 'delete',
  path: string,
  shown: ReturnType<(typeof WAYS)[0][1]> | ReturnType<(typeof WAYS)[1][1]>,
) {
  const sent = app.http[method](path).query(shown.query);
  if (shown.authorization !== undefined) void sent.set('Authorization', shown.authorization);
  return method === 'get' ? sent : sent.type('json').send('{}');
}

describe('a thief of a key', () => {
  it.each(WAYS)('of the kind read, in %s, opens nothing by another spelling of an address', async (_, shownBy) => {
    const shown = shownBy(await app.createKey(id, 'read'));
    const closed = [
      ['get', '/API/V1/account'],
      ['get', '/api/v1/account/'],
      ['get', '/api/v1//account'],
      ['get', '/api/v1/%61ccount'],
      ['get', '/Api/v1/KEYS'],
      ['post', '/ANAPI/highlights_post'],
      ['post', '/anapi/highlights_post.json'],
      ['post', '/anapi/highlights_post/'],
      ['post', '/anapi/offline_time_post.json'],
      ['post', '/Anapi/start_focustime.json'],
      ['post', '/AGENT/v1/activities'],
      ['get', '/agent/v1/commands/'],
    ] as const;
    const opened: string[] = [];
    for (const [method, path] of closed) if ((await send(method, path, shown)).status < 400) opened.push(path);
    expect(opened).toEqual([]);
  });

  it.each(['head', 'options', 'patch'] as const)('of the kind read learns nothing by %s', async (method) => {
    const key = await app.createKey(id, 'read');
    for (const path of ['/api/v1/account', '/api/v1/export', '/api/v1/keys', '/agent/v1/commands']) {
      const { status, text } = await app.http[method](path).set('Authorization', `Bearer ${key}`);
      expect([path, status]).not.toEqual([path, 200]);
      expect(text ?? '').not.toContain(EMAIL);
    }
  });

  it('cannot make a POST of a GET, or the other way round, by a header or a field', async () => {
    const key = await app.createKey(id, 'read');
    const headers = { Authorization: `Bearer ${key}`, 'X-HTTP-Method-Override': 'POST', 'X-HTTP-Method': 'POST' };
    const query = { _method: 'POST', highlight_date: '2026-11-20', description: 'forged' };
    await app.http.get('/anapi/highlights_feed').set(headers).query(query);
    const { body } = await app.http.get('/anapi/highlights_feed').query({ key }).expect(200);
    expect(body).toEqual([]);
  });

  it.each<KeyKind>(['read', 'read_post', 'agent'])(
    'of the kind %s finds the address of its owner nowhere',
    async (kind) => {
      const key = await app.createKey(id, kind);
      const paths = [
        ...['/anapi/data', '/anapi/data?format=csv', '/anapi/data?rk=document', '/anapi/has_key', '/anapi/alerts_feed'],
        ...['/anapi/daily_summary_feed', '/anapi/highlights_feed', '/anapi/current_productivity_pulse'],
        ...['/anapi/focustime_started_feed', '/anapi/focustime_ended_feed', '/agent/v1/commands', '/agent/v1/today'],
        ...['/api/v1/account', '/api/v1/keys', '/api/v1/teams', '/api/v1/export', '/api/v1/sessions', '/account'],
      ];
      for (const path of paths) {
        const { text, headers } = await app.http.get(path).set('Authorization', `Bearer ${key}`);
        expect([path, `${text}${JSON.stringify(headers)}`.includes(EMAIL)]).toEqual([path, false]);
      }
    },
  );

  it('gets no wider key by mixing keys: the one in the parameter counts, and it is never added to the other', async () => {
    const [read, full] = [await app.createKey(id, 'read'), await app.createKey(id, 'full')];
    const mixed = app.http.get('/api/v1/account').query({ key: read });
    await mixed.set('Authorization', `Bearer ${full}`).expect(403);
    const twice = await app.http.get(`/api/v1/account?key=${read}&key=${full}`);
    expect([twice.status, twice.body]).toMatchObject([403, { error: { code: 'key_not_in_header' } }]);
  });

  it('cannot pass a full key off as one in the header by a second or odd header', async () => {
    const full = await app.createKey(id, 'full');
    for (const authorization of [`Basic ${full}`, full, `Bearer  `, `bearer\t${full}`, `Token ${full}`]) {
      const { status } = await app.http.get('/api/v1/account').set('Authorization', authorization);
      expect([authorization.split(/[\s]/)[0], status]).toEqual([authorization.split(/[\s]/)[0], 401]);
    }
    const { status, text } = await app.http.get('/anapi/data').query({ rtapi_key: full, key: '' });
    expect([status, text]).toEqual([400, KEY_NOT_FOUND]);
  });

  it('makes no key of another kind by the names or forms of the field', async () => {
    const old = await oldKey(app, id);
    const make = (body: object) => app.http.post('/api/v1/keys').set('Authorization', `Bearer ${old}`).send(body);
    for (const kind of ['FULL', ['full'], { full: true }, 'full ', 'unlimited', 0, true]) {
      expect([JSON.stringify(kind), (await make({ name: 'x', kind })).status]).toEqual([JSON.stringify(kind), 400]);
    }
    for (const named of [
      { keyKind: 'full' },
      { Kind: 'full' },
      { 'kind ': 'full' },
      { kind: null },
      { kind: null, expiresAt: null },
    ]) {
      const { status, body } = await make({ name: 'x', ...named });
      expect([JSON.stringify(named), status, body]).toMatchObject([JSON.stringify(named), 201, { kind: 'read_post' }]);
    }
  });

  it('cannot revive a key by its id, or use the id as a key', async () => {
    const old = await oldKey(app, id);
    const { body } = await app.http.get('/api/v1/keys').set('Authorization', `Bearer ${old}`).expect(200);
    const [{ id: keyId }] = (body as { keys: [{ id: string }] }).keys;
    await app.http.get('/anapi/has_key').query({ key: keyId }).expect(400);
    await app.http.get('/api/v1/keys').set('Authorization', `Bearer ${keyId}`).expect(401);
  });
});

it('writes no key into the log when it is refused for its kind or its place', async () => {
  const [read, full] = [await app.createKey(id, 'read'), await app.createKey(id, 'full')];
  await app.http.get('/api/v1/account').query({ key: full }).expect(403);
  await app.http.get('/api/v1/account').query({ key: read }).expect(403);
  for (const key of [read, full]) expect(app.logged()).not.toContain(key);
});
