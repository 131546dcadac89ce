import { randomUUID } from 'node:crypto';
import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';

let app: TestApp;
let user: TestUser;
let token: string;
beforeAll(async () => {
  app = await startApp({ rateLimits: { perMinute: 5, perHour: 0, ingestPerMinute: 0 }, trustProxy: 1 });
  user = await app.createUser('owner@b.c');
  token = await app.issueToken(user.id, ['time_data']);
});
afterAll(() => app.close());

/** Requests with a secret, for each family of addresses, from a client that the proxy names. */
const FAMILIES = {
  'GET /anapi': (from: string, secret: string = randomUUID()) =>
    asFrom(from, app.http.get('/anapi/data').query({ key: secret })),
  'GET /api/oauth': (from: string, secret: string = randomUUID()) =>
    asFrom(from, app.http.get('/api/oauth/data').query({ access_token: secret })),
  'GET /api/v1': (from: string, secret: string = randomUUID()) => bearer(from, secret, app.http.get('/api/v1/keys')),
  'PUT /api/v1': (from: string, secret: string = randomUUID()) => bearer(from, secret, app.http.put('/api/v1/account')),
  'POST /agent': (from: string, secret: string = randomUUID()) =>
    bearer(from, secret, app.http.post('/agent/v1/activities')).send({
      ...{ device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers', activities: [] },
    }),
  'POST /api/v1/users': (from: string, secret: string = randomUUID()) =>
    bearer(from, secret, app.http.post('/api/v1/users')).send({ email: `${from}@b.c`, timeZone: 'UTC' }),
  'GET /metrics': (from: string, secret: string = randomUUID()) => bearer(from, secret, app.http.get('/metrics')),
  'POST /oauth/token': (from: string, secret: string = randomUUID()) =>
    asFrom(from, app.http.post('/oauth/token').type('form')).send({
      ...{ grant_type: 'authorization_code', client_id: randomUUID(), client_secret: secret, code: randomUUID() },
    }),
};
type Family = keyof typeof FAMILIES;
type Sent = ReturnType<TestApp['http']['get']>;

const asFrom = (address: string, sent: Sent) => sent.set('X-Forwarded-For', address);
const bearer = (address: string, secret: string, sent: Sent) =>
  asFrom(address, sent).set('Authorization', `Bearer ${secret}`);

/** How many wrong secrets of a family are refused as such, before the first 429. */
async function guessesOf(family: Family, addressOf: (n: number) => string, most = 12): Promise<number> {
  for (let n = 0; n < most; n++) {
    const { status, headers } = await FAMILIES[family](addressOf(n));
    if (status === 429) {
      expect(Number(headers['retry-after'])).toBeGreaterThan(0);
      return n;
    }
    expect([400, 401, 403]).toContain(status);
  }
  return most;
}

describe('wrong secrets from one address', () => {
  it.each(Object.keys(FAMILIES) as Family[])('are limited at %s', async (family) => {
    expect(await guessesOf(family, () => `192.0.2.${Object.keys(FAMILIES).indexOf(family)}`)).toBe(5);
  });

  it('count together, whatever family they ask', async () => {
    const families = Object.keys(FAMILIES) as Family[];
    const statuses: number[] = [];
    for (const family of families) statuses.push((await FAMILIES[family]('192.0.2.100')).status);
    expect(statuses.map((status) => status === 429)).toEqual(families.map((_, n) => n >= 5));
  });

  it('stop no right secret behind the same address', async () => {
    const address = '192.0.2.101';
    expect(await guessesOf('GET /anapi', () => address)).toBe(5);
    await FAMILIES['GET /anapi'](address, user.key).expect(200);
    await FAMILIES['GET /api/oauth'](address, token).expect(200);
    await FAMILIES['GET /api/v1'](address, user.fullKey).expect(200);
    await FAMILIES['POST /agent'](address, user.agentKey).expect(200);
    await FAMILIES['POST /api/v1/users'](address, app.adminToken).expect(201);
    await FAMILIES['GET /metrics'](address, app.adminToken).expect(200);
    await FAMILIES['GET /anapi'](address).expect(429);
  });

  it('count again when the minute is over', async () => {
    expect(await guessesOf('GET /api/v1', () => '192.0.2.102')).toBe(5);
    const { headers } = await FAMILIES['GET /api/v1']('192.0.2.102').expect(429);
    expect(headers['retry-after']).toBe('60');
    app.setNow(Date.parse('2026-11-21T12:01:00+01:00'));
    await FAMILIES['GET /api/v1']('192.0.2.102').expect(401);
  });
});

describe('the address of a client', () => {
  it('is its /64 for IPv6', async () => {
    expect(await guessesOf('GET /api/v1', (n) => `2001:db8:0:7::${n}`)).toBe(5);
    await FAMILIES['GET /api/v1']('2001:db8:0:8::1').expect(401);
  });

  it('is its IPv4 address when that is mapped into IPv6, and has no port', async () => {
    const spellings = [
      '198.51.100.7',
      '::ffff:198.51.100.7',
      '::ffff:c633:6407',
      '198.51.100.7:5001',
      '[::ffff:c633:6407]:9',
    ];
    expect(await guessesOf('GET /api/v1', (n) => spellings[n % spellings.length] as string)).toBe(5);
  });

  it('is the one that the proxy adds, whatever the client wrote before it', async () => {
    expect(await guessesOf('GET /api/v1', (n) => `10.0.0.${n}, 198.51.100.8`)).toBe(5);
  });

  it('is one for all addresses that cannot be read', async () => {
    expect(await guessesOf('GET /api/v1', (n) => `198.51.100.9, _hidden${n}`)).toBe(5);
  });
});
