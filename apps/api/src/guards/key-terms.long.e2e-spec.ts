import type { KeyKind } from '@app/domain';
import { oldKey } from '../testing/old-key.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const KEY_NOT_FOUND = '{"error":"# key not found","messages":"key not found"}';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

let users = 0;
const newUser = () => app.openAccount(`owner-${users++}@example.org`);
const keyOf = async (kind: KeyKind | 'old'): Promise<string> => {
  const id = await newUser();
  return kind === 'old' ? oldKey(app, id) : app.createKey(id, kind);
};

describe('a full key', () => {
  it('is taken only from the Authorization header, and its refusal does not say at /anapi that it is known', async () => {
    const full = await keyOf('full');
    for (const name of ['key', 'rtapi_key']) {
      const shown = { [name]: full };
      for (const sent of [
        app.http.get('/anapi/data').query(shown),
        app.http.post('/anapi/data').type('form').send(shown),
        app.http.post('/anapi/highlights_post').send(shown),
        app.http.get('/anapi/data').query(shown).set('Authorization', `Bearer ${full}`),
      ]) {
        const { status, text } = await sent;
        expect([status, text]).toEqual([400, KEY_NOT_FOUND]);
      }
      for (const path of ['/api/v1/account', '/api/v1/export', '/agent/v1/commands']) {
        const { status, body } = await app.http.get(path).query(shown);
        expect([path, status, body]).toMatchObject([path, 403, { error: { code: 'key_not_in_header' } }]);
      }
    }
    await app.http.get('/anapi/data').set('Authorization', `Bearer ${full}`).expect(200);
  });

  it('is made by no key, also not by a full or an old one; the other kinds are made by those two', async () => {
    for (const kind of ['full', 'old'] as const) {
      const key = await keyOf(kind);
      const make = (body: object) => app.http.post('/api/v1/keys').set('Authorization', `Bearer ${key}`).send(body);
      const refused = await make({ name: 'more', kind: 'full' });
      expect([refused.status, refused.body]).toMatchObject([403, { error: { code: 'sign_in_again' } }]);
      expect((await make({ name: 'default' }).expect(201)).body).toMatchObject({ kind: 'read_post', expiresAt: null });
      for (const made of ['read', 'agent']) await make({ name: made, kind: made }).expect(201);
      await make({ name: 'root', kind: 'unlimited' }).expect(400);
    }
  });
});

describe('the list of keys', () => {
  it('says what each key may do, also of those from before there were kinds', async () => {
    const id = await newUser();
    await app.createKey(id, 'read', '2027-01-31T00:00:00+02:00');
    await oldKey(app, id);
    const full = await app.createKey(id, 'full');
    const { body } = await app.http.get('/api/v1/keys').set('Authorization', `Bearer ${full}`).expect(200);
    const { keys } = body as { keys: { name: string; kind: string; expiresAt: string | null }[] };
    expect(keys.map(({ name, kind, expiresAt }) => [name, kind, expiresAt])).toEqual([
      ['read', 'read', '2027-01-30T22:00:00.000Z'],
      ['old', 'unlimited', null],
      ['full', 'full', null],
    ]);
  });
});

describe('a key that expires', () => {
  const SOON = '2026-11-21T13:00:00Z';

  it.each(['/anapi/has_key', '/agent/v1/commands', '/api/v1/keys'])('opens %s until that moment', async (path) => {
    const kind = path.startsWith('/api') ? 'full' : 'agent';
    app.setNow(Date.parse(SOON) - 3_600_000);
    const key = await app.createKey(await newUser(), kind, SOON);
    const ask = async () => (await app.http.get(path).set('Authorization', `Bearer ${key}`)).status;
    app.setNow(Date.parse(SOON) - 1);
    expect(await ask()).toBe(200);
    app.setNow(Date.parse(SOON));
    expect(await ask()).toBe(path.startsWith('/anapi') ? 400 : 401);
  });

  it.each([
    ['2026-11-21T12:00:00', 'invalid_request'],
    ['2026-13-01T00:00:00Z', 'invalid_request'],
    ['2027-01-31', 'invalid_request'],
    ['soon', 'invalid_request'],
    ['2020-01-01T00:00:00Z', 'invalid_expiry'],
    ['2099-01-01T00:00:00Z', 'invalid_expiry'],
    ['20270131T000000Z', 'invalid_expiry'],
  ])('is not made to expire at %s: %s', async (expiresAt, code) => {
    const path = `/api/v1/users/${await newUser()}/keys`;
    const made = app.http.post(path).set('Authorization', `Bearer ${app.adminToken}`);
    const { status, body } = await made.send({ name: 'x', expiresAt });
    expect([status, body]).toMatchObject([400, { error: { code } }]);
  });
});

describe('a read key that is published', () => {
  it('never names its owner: the perspective member is a bad value for it', async () => {
    const id = await newUser();
    const [read, post] = [await app.createKey(id, 'read'), await app.createKey(id, 'read_post')];
    for (const name of ['perspective', 'pv', 'by']) {
      const query = { [name]: 'member', format: 'csv' };
      const { status, text } = await app.http.get('/anapi/data').query({ key: read, ...query });
      expect([status, text]).toEqual([400, expect.stringContaining('# query error')]);
      await app.http
        .get('/anapi/data')
        .query({ key: post, ...query })
        .expect(200);
    }
    const form = app.http.post('/anapi/data').query({ key: read }).type('form');
    await form.send({ perspective: 'member' }).expect(400);
  });
});
