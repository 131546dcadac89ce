import { randomUUID } from 'node:crypto';
import type { KeyKind } from '@app/domain';
import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ rateLimits: { perMinute: 3, perHour: 4, ingestPerMinute: 2 } });
});
afterAll(() => app.close());

const ask = (key: string) => app.http.get('/anapi/has_key').query({ key });

describe('the documented API', () => {
  it('answers a key as often as the settings say, then 429 with the seconds to wait, in its own form', async () => {
    const [one, other] = [await app.createUser('one@b.c'), await app.createUser('other@b.c')];
    for (let n = 0; n < 3; n++) await ask(one.key).expect(200);
    const { status, headers, body } = await ask(one.key);
    expect(status).toBe(429);
    expect(body).toEqual({ error: '# rate limit exceeded', messages: expect.any(String) });
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    await ask(other.key).expect(200);
  });

  it('counts an access token by itself, whatever address it asks, refused scopes included', async () => {
    const { id } = await app.createUser('token@b.c');
    const access_token = await app.issueToken(id, ['alert_data']);
    await app.http.get('/api/oauth/data').query({ access_token }).expect(403);
    for (let n = 0; n < 2; n++) await app.http.get('/api/oauth/alerts_feed').query({ access_token }).expect(200);
    await app.http.get('/api/oauth/alerts_feed').query({ access_token }).expect(429);
  });

  it('has the hour in mind when the minute is full', async () => {
    const { key } = await app.createUser('hour@b.c');
    for (let n = 0; n < 4; n++) await ask(key);
    const { headers } = await ask(key).expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(60);
  });

  it('limits how many keys an address can guess, and still answers a good one from there', async () => {
    const { key } = await app.createUser('good@b.c');
    for (let n = 0; n < 3; n++) await ask(`wrong-${n}`).expect(400);
    await ask('wrong').expect(429);
    await ask(key).expect(200);
  });
});

it('limits how many secrets of an application an address can guess', async () => {
  const { clientId } = await app.registerApplication();
  const guess = () =>
    app.http
      .post('/oauth/token')
      .type('form')
      .send({ client_id: clientId, client_secret: randomUUID(), grant_type: 'authorization_code', code: randomUUID() });
  let { status } = await guess();
  for (let n = 0; n < 4 && status === 401; n++) ({ status } = await guess());
  expect(status).toBe(429);
});

it('lets an agent bring activities as often as the settings say', async () => {
  const { agentKey } = await app.createUser('agent@b.c');
  const bring = () =>
    app.http
      .post('/agent/v1/activities')
      .set('Authorization', `Bearer ${agentKey}`)
      .send({ device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers', activities: [] });
  for (let n = 0; n < 2; n++) await bring().expect(200);
  const { headers, body } = await bring().expect(429);
  expect(body).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
});

it('counts questions for commands with what the same key brings', async () => {
  const { agentKey } = await app.createUser('asker@b.c');
  const poll = () => app.http.get('/agent/v1/commands').set('Authorization', `Bearer ${agentKey}`);
  for (let n = 0; n < 2; n++) await poll().expect(200);
  const { headers, body } = await poll().expect(429);
  expect(body).toMatchObject({ error: { code: 'rate_limit_exceeded' } });
  expect(Number(headers['retry-after'])).toBeGreaterThan(0);
});

it('never takes the address of a client from a header, unless a proxy is in the settings', async () => {
  app.setNow(NOON + 3_600_000);
  const guess = (n: number) => {
    const sent = app.http.get('/api/v1/keys').set('Authorization', `Bearer ${randomUUID()}`);
    for (const name of ['X-Forwarded-For', 'X-Real-IP', 'True-Client-IP', 'CF-Connecting-IP', 'X-Client-IP']) {
      void sent.set(name, `192.0.2.${n}`);
    }
    return sent.set('Forwarded', `for=192.0.2.${n}`);
  };
  const statuses: number[] = [];
  for (const n of [0, 1, 2, 3]) statuses.push((await guess(n)).status);
  expect(statuses).toEqual([401, 401, 401, 429]);
});

describe('an account', () => {
  const keysOf = async (id: string, kind: KeyKind, count: number) => {
    const made: string[] = [];
    while (made.length < count) made.push(await app.createKey(id, kind));
    return made;
  };

  it('gets five times the requests of a key, however many keys and tokens it has, and stops no other', async () => {
    const [{ id }, other] = [await app.createUser('many@b.c'), await app.createUser('quiet@b.c')];
    const statuses: number[] = [];
    for (const key of await keysOf(id, 'read_post', 7))
      for (let n = 0; n < 3; n++) statuses.push((await ask(key)).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(15);
    expect(statuses.slice(15)).toEqual(Array(6).fill(429));
    const access_token = await app.issueToken(id, ['alert_data']);
    await app.http.get('/api/oauth/alerts_feed').query({ access_token }).expect(429);
    await ask(other.key).expect(200);
  });

  it('is counted apart under /api/v1, by its agents, and in reports', async () => {
    const { id, key, fullKey } = await app.createUser('own@b.c');
    const read = () => app.http.get('/api/v1/keys').set('Authorization', `Bearer ${fullKey}`);
    for (let n = 0; n < 15; n++) await read().expect(200);
    const { headers } = await read().expect(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    await ask(key).expect(200);
    const bring = (shown: string) =>
      app.http
        .post('/agent/v1/activities')
        .set('Authorization', `Bearer ${shown}`)
        .send({ device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers', activities: [] });
    const statuses: number[] = [];
    for (const shown of await keysOf(id, 'agent', 6))
      for (let n = 0; n < 2; n++) statuses.push((await bring(shown)).status);
    expect(statuses).toEqual([...Array<number>(10).fill(200), 429, 429]);
  });

  it('has a count of its own for our pages', async () => {
    const fields = { email: 'pages@b.c', password: 'correct horse battery', time_zone: 'UTC' };
    await app.http.post('/sign-up').type('form').send(fields).expect(303);
    const browser = new SignedIn(app.http);
    await browser.signIn(fields.email, fields.password);
    const statuses: number[] = [];
    for (let n = 0; n < 17; n++) statuses.push((await browser.get('/account')).status);
    expect(statuses.filter((status) => status === 200)).toHaveLength(15);
    expect(statuses.at(-1)).toBe(429);
  });
});
