import { Agent, request as httpRequest } from 'node:http';
import fc from 'fast-check';
import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';

/** Attempts to get access without a right to it. Each must end in the right refusal. */

const agent = new Agent({ keepAlive: true, maxSockets: 8 });

let app: TestApp;
let origin: string;
let user: TestUser;
let other: TestUser;

beforeAll(async () => {
  app = await startApp();
  origin = await app.listen();
  user = await app.createUser('user@b.c');
  other = await app.createUser('other@b.c');
  const at = (minutes: number) => Date.parse('2026-11-21T10:00:00Z') + minutes * 60_000;
  const activities = [{ id: '1', application: 'Secret application', startedAt: at(0), endedAt: at(30) }];
  await app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${other.agentKey}`)
    .send({ device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers', activities })
    .expect(200);
  await app.caughtUp();
});
afterAll(() => {
  agent.destroy();
  return app.close();
});

/** Sends a path as it is. Clients would normalise it. */
function get(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  return new Promise((resolve, reject) => {
    const { hostname, port } = new URL(origin);
    const sent = httpRequest({ hostname, port, path, headers, agent }, (response) => {
      let body = '';
      response.setEncoding('utf8').on('data', (text: string) => (body += text));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, body }));
    });
    sent.on('error', reject).end();
  });
}

describe('tricks with the path', () => {
  it.each([
    '//anapi/data',
    '/anapi//data',
    '/ANAPI/DATA',
    '/anapi/data/',
    '/anapi/%64ata',
    '/anapi%2fdata',
    '/anapi/./data',
    '/anapi/x/../data',
    '/x/../anapi/data',
    '/api/oauth/../../anapi/data',
    '/api/oauth//data',
    '/API/OAUTH/data',
    '/api/v1/keys/',
    '/API/V1/KEYS',
    '/api/v1//keys',
    '/api/v1/users/../keys',
    '/api//v1/export',
    '/account/keys/',
    '/ACCOUNT/keys',
    '/account/%6beys',
  ])('open nothing without a credential: %s', async (path) => {
    const { status, body } = await get(path);
    expect([303, 400, 401, 404]).toContain(status);
    expect(body).not.toContain('Secret application');
  });

  it('take no key for a token, or a token for a key, in any case of the prefix', async () => {
    const token = await app.issueToken(other.id, ['category_data']);
    for (const path of ['/ANAPI/data', '/anapi/data/', '/AnApi/overview_data']) {
      expect((await get(`${path}?key=${token}&access_token=${token}`)).status).not.toBe(200);
    }
    for (const path of ['/API/oauth/data', '/api/OAUTH/data/', '/Api/Oauth/data.json']) {
      expect((await get(`${path}?access_token=${other.key}&key=${other.key}`)).status).toBe(401);
      expect((await get(`${path}?access_token=${token}`)).status).toBe(403);
    }
  });
});

describe('credentials in two places', () => {
  it('are one by a fixed order, and never those of somebody else added up', async () => {
    const data = (query: string, headers: Record<string, string> = {}) => get(`/anapi/data?${query}`, headers);
    const asUser = { Authorization: `Bearer ${user.key}` };
    // The parameter counts: the owner of the key sees their own time, whatever user the header
    // names.
    expect((await data(`key=${other.key}`, asUser)).body).toContain('Secret application');
    expect((await data(`key=${user.key}`, { Authorization: `Bearer ${other.key}` })).body).not.toContain(
      'Secret application',
    );
    expect((await data(`key=wrong`, asUser)).status).toBe(400);
    expect((await data(`key=${other.key}&key=${user.key}`)).body).not.toContain('Secret application');
    expect((await data(`key[]=${other.key}`)).status).toBe(400);
  });
});

describe('another user’s ids', () => {
  it('name nothing, in any parameter', async () => {
    const restrictions = ['restrict_user', 'ru', 'user_id', 'userId', 'restrict_group', 'restrict_profile', 'account'];
    for (const name of restrictions) {
      for (const perspective of ['rank', 'interval', 'member']) {
        const { text } = await app.http
          .get('/anapi/data')
          .query({ key: user.key, [name]: other.id, perspective })
          .expect(200);
        expect(text).not.toContain('Secret');
        expect(text).not.toContain('other@b.c');
      }
    }
  });

  it.each([
    ['post', (id: string) => `/api/v1/users/${id}/keys`, { name: 'x' }],
    ['put', (id: string) => `/api/v1/users/${id}`, { plan: 'lite' }],
    ['post', (id: string) => `/api/v1/users/${id}/imports`, { format: 'timeledger', lines: [] }],
  ] as const)('are for the administrator: %s %s', async (method, path, body) => {
    for (const token of [user.key, other.key]) {
      await app.http[method](path(other.id)).set('Authorization', `Bearer ${token}`).send(body).expect(401);
    }
  });
});

describe('guessing', () => {
  it('10,000 random secrets open nothing', async () => {
    const secrets = fc.sample(
      fc.oneof(fc.uuid(), { arbitrary: fc.string({ minLength: 1, maxLength: 200 }), weight: 9 }),
      10_000,
    );
    const addresses = ['/anapi/has_key?key=', '/api/oauth/data?access_token=', '/api/v1/keys?key='];
    const statuses = new Set<number>();
    const left = secrets.entries();
    const guess = async () => {
      for (const [n, secret] of left) {
        const address = `${addresses[n % addresses.length]}${encodeURIComponent(secret.toWellFormed())}`;
        statuses.add((await get(address)).status);
      }
    };
    await Promise.all(Array.from({ length: 8 }, guess));
    expect([...statuses].sort()).toEqual([400, 401]);
  });
});

describe('a service on the own machine', () => {
  it.each(['evil.example', 'evil.example:3000', '127.0.0.1.evil.example'])(
    'does not answer to the name "%s" (DNS rebinding)',
    async (host) => {
      const { status, body } = await get('/api/v1/status', { Host: host });
      expect([400, 421]).toContain(status);
      expect(body).not.toContain('projector');
    },
  );

  it.each(['localhost', 'localhost:3000', '127.0.0.1:80', '[::1]:3000'])('answers to %s', async (host) => {
    expect((await get('/api/v1/status', { Host: host })).status).toBe(200);
  });

  it('lets no page of another site read an answer', async () => {
    const { headers } = await app.http.get('/api/v1/status').set('Origin', 'https://evil.example');
    expect(Object.keys(headers).filter((name) => name.startsWith('access-control-'))).toEqual([]);
    expect(headers).toMatchObject({ 'x-content-type-options': 'nosniff', 'x-frame-options': 'SAMEORIGIN' });
  });
});
