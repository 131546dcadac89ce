import { createHash, randomBytes } from 'node:crypto';
import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const PASSWORD = 'correct horse battery';
const REDIRECT = 'http://127.0.0.1:40123/signed-in';
const STATE = 'a-state-of-the-agent';
const MINUTE_MS = 60_000;

interface Started {
  readonly deviceCode: string;
  readonly userCode: string;
}

let app: TestApp;
let ada: Person;
let people = 0;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  ada = await newPerson();
});

/** A person in a browser, whose scripts send the token of the session. */
interface Person {
  readonly email: string;
  readonly id: string;
  readonly browser: SignedIn;
  readonly send: (path: string, body: object, csrf?: string) => ReturnType<TestApp['http']['post']>;
}

/** The account is a second older than the session: a new password ends what was before. */
async function newPerson(now = NOON): Promise<Person> {
  app.setNow(now - 1_000);
  const email = `agent-login-${people++}@example.org`;
  const id = await app.openAccount(email);
  const asAdmin = ['Authorization', `Bearer ${app.adminToken}`] as const;
  const set = app.http.put(`/api/v1/users/${id}`).set(...asAdmin);
  await set.send({ password: PASSWORD }).expect(204);
  app.setNow(now);
  const browser = new SignedIn(app.http);
  await browser.signIn(email, PASSWORD);
  const { csrfToken } = (await browser.get('/api/v1/session')).body as { csrfToken: string };
  const send: Person['send'] = (path, body, csrf = csrfToken) => {
    const request = app.http.post(`/api/v1/agent-login/consent/${path}`).set('Cookie', browser.shown);
    return request.set('X-CSRF-Token', csrf).send(body);
  };
  return { email, id, browser, send };
}

const newPair = () => {
  const codeVerifier = randomBytes(32).toString('base64url');
  return { codeVerifier, codeChallenge: createHash('sha256').update(codeVerifier).digest('base64url') };
};
const asked = (codeChallenge: string, changes: object = {}) => ({
  ...{ deviceName: 'ada on desk', redirectUri: REDIRECT, state: STATE, codeChallenge },
  ...changes,
});
async function codeFor(person: Person, codeChallenge: string): Promise<string> {
  const { body } = await person.send('browser', asked(codeChallenge)).expect(201);
  const { location } = body as { location: string };
  expect(location.startsWith(`${REDIRECT}?code=`)).toBe(true);
  const parameters = new URL(location).searchParams;
  expect(parameters.get('state')).toBe(STATE);
  return parameters.get('code') ?? '';
}
const exchange = (code: string, codeVerifier: string, redirectUri = REDIRECT) =>
  app.http.post('/api/v1/agent-login/key').send({ code, codeVerifier, redirectUri });
const begin = async (deviceName = 'ada on server'): Promise<Started> =>
  (await app.http.post('/api/v1/agent-login/requests').send({ deviceName }).expect(201)).body as Started;
const fetchKey = (deviceCode: string) => app.http.post('/api/v1/agent-login/requests/key').send({ deviceCode });
const codeOf = ({ body }: { body: unknown }) => (body as { error: { code: string } }).error.code;
const opens = async (key: string, path: string) =>
  (await app.http.get(path).set('Authorization', `Bearer ${key}`)).status === 200;

describe('the way through the browser', () => {
  it('gives the agent a key of its kind, named after the device, in the account of the person', async () => {
    const { codeChallenge, codeVerifier } = newPair();
    const answer = await exchange(await codeFor(ada, codeChallenge), codeVerifier).expect(201);
    const { key, ...shown } = answer.body as { key: string; id: string };
    expect(shown).toEqual({ id: expect.any(String) as string, name: 'ada on desk', email: ada.email });
    expect(answer.headers['cache-control']).toBe('no-store');
    expect(await opens(key, '/agent/v1/today')).toBe(true);
    for (const path of ['/anapi/data', '/api/v1/account', '/api/v1/keys']) expect(await opens(key, path)).toBe(false);
    const { keys } = (await ada.browser.get('/api/v1/keys')).body as { keys: { id: string; kind: string }[] };
    expect(keys).toEqual([expect.objectContaining({ id: shown.id, kind: 'agent', name: 'ada on desk' })]);
    const { body } = await ada.browser.get('/api/v1/connected-applications');
    expect(body).toEqual({ applications: [] });
  });

  it('takes a code once, also when two ask at the same moment', async () => {
    const { codeChallenge, codeVerifier } = newPair();
    const code = await codeFor(ada, codeChallenge);
    const statuses = (await Promise.all([1, 2, 3].map(() => exchange(code, codeVerifier)))).map(({ status }) => status);
    expect(statuses.sort()).toEqual([201, 404, 404]);
    expect(codeOf(await exchange(code, codeVerifier).expect(404))).toBe('unknown_code');
  });

  it('takes a code for five minutes', async () => {
    const { codeChallenge, codeVerifier } = newPair();
    const code = await codeFor(ada, codeChallenge);
    app.setNow(NOON + 5 * MINUTE_MS);
    await exchange(code, codeVerifier).expect(404);
    app.setNow(NOON + 5 * MINUTE_MS - 1);
    await exchange(code, codeVerifier).expect(201);
  });

  it('does not give a code of one agent to another, and leaves it to its own', async () => {
    const [own, other] = [newPair(), newPair()];
    const [code, codeOfOther] = [await codeFor(ada, own.codeChallenge), await codeFor(ada, other.codeChallenge)];
    await exchange(code, other.codeVerifier).expect(404);
    await exchange(codeOfOther, own.codeVerifier).expect(404);
    await exchange(code, own.codeVerifier, 'http://127.0.0.1:40124/signed-in').expect(404);
    await exchange(`${code.slice(0, -2)}xx`, own.codeVerifier).expect(404);
    await exchange(code, own.codeVerifier).expect(201);
    await exchange(codeOfOther, other.codeVerifier).expect(201);
  });

  it('leads to no other place than a port of the own machine', async () => {
    const elsewhere = [
      ...['https://127.0.0.1:40123/signed-in', 'http://localhost:40123/signed-in', 'http://127.0.0.1/signed-in'],
      ...['http://127.0.0.1.evil.example:40123/signed-in', 'http://127.0.0.1:40123@evil.example/signed-in'],
      ...['http://127.0.0.1:99999/signed-in', 'http://127.0.0.1:40123/other', 'http://evil.example:40123/signed-in'],
      ...['http://127.0.0.1:40123/signed-in?next=x', 'http://127.0.0.1:40123/signed-in#x', 'javascript:alert(1)//'],
      'http://127.0.0.1:40123/signed-in\n',
    ];
    for (const redirectUri of elsewhere)
      await ada.send('browser', asked(newPair().codeChallenge, { redirectUri })).expect(400);
  });

  it('leads to the other loopback address too', async () => {
    const { codeChallenge } = newPair();
    await ada.send('browser', asked(codeChallenge, { redirectUri: 'http://[::1]:65535/signed-in' })).expect(201);
  });

  it('refuses fields of another form', async () => {
    const fields = [
      ...[{ codeChallenge: 'short' }, { state: 'x' }, { state: 'a-state-with-a-line\nbreak' }],
      ...[{ deviceName: '' }, { deviceName: 'x'.repeat(101) }, { deviceName: 'line\nbreak' }, { deviceName: ['a'] }],
    ];
    for (const changes of fields) await ada.send('browser', asked(newPair().codeChallenge, changes)).expect(400);
  });

  it('wants a session, its token, and a fresh sign-in', async () => {
    const { codeChallenge } = newPair();
    const url = '/api/v1/agent-login/consent/browser';
    await app.http.post(url).send(asked(codeChallenge)).expect(401);
    await ada.send('browser', asked(codeChallenge), 'wrong').expect(403);
    const key = await app.createKey(ada.id, 'full');
    await app.http.post(url).set('Authorization', `Bearer ${key}`).send(asked(codeChallenge)).expect(401);
    app.setNow(NOON + 10 * MINUTE_MS);
    const refused = await ada.send('browser', asked(codeChallenge)).expect(403);
    expect(codeOf(refused)).toBe('sign_in_again');
  });

  it('takes no code when the person ended all sessions meanwhile', async () => {
    const { codeChallenge, codeVerifier } = newPair();
    const code = await codeFor(ada, codeChallenge);
    app.setNow(NOON + 1_000);
    await ada.browser.post('/account/sessions/revoke-others', {}, '/account/sessions');
    const asAdmin = ['Authorization', `Bearer ${app.adminToken}`] as const;
    const set = app.http.put(`/api/v1/users/${ada.id}`).set(...asAdmin);
    await set.send({ password: 'another horse battery' }).expect(204);
    await exchange(code, codeVerifier).expect(404);
  });
});

describe('the way with a code that a person types', () => {
  const allow = (person: Person, userCode: string) => person.send('code', { userCode, isAllowed: true });

  it('shows which device asks from where, and gives it a key', async () => {
    const started = await begin();
    expect(started).toEqual({
      deviceCode: expect.any(String) as string,
      userCode: expect.stringMatching(/^[B-Z]{4}-[B-Z]{4}$/) as string,
      verificationUri: expect.stringMatching(/^http:.*\/connect-agent$/) as string,
      ...{ expiresInSeconds: 600, intervalSeconds: 5 },
    });
    expect(codeOf(await fetchKey(started.deviceCode).expect(400))).toBe('sign_in_pending');
    const typed = started.userCode.toLowerCase().replace('-', ' ');
    const { body } = await ada.send('shown', { userCode: typed }).expect(200);
    expect(body).toEqual({
      deviceName: 'ada on server',
      address: expect.stringContaining('127.0.0.1') as string,
      startedAt: new Date(NOON).toISOString(),
    });
    await allow(ada, typed).expect(204);
    app.setNow(NOON + 5_000);
    const { key, email } = (await fetchKey(started.deviceCode).expect(200)).body as { key: string; email: string };
    expect(email).toBe(ada.email);
    expect(await opens(key, '/agent/v1/today')).toBe(true);
    app.setNow(NOON + 10_000);
    expect(codeOf(await fetchKey(started.deviceCode).expect(400))).toBe('sign_in_refused');
    await ada.send('shown', { userCode: typed }).expect(404);
  });

  it('gives no key after a no, and takes no other answer', async () => {
    const { deviceCode, userCode } = await begin();
    await ada.send('code', { userCode, isAllowed: false }).expect(204);
    await allow(ada, userCode).expect(404);
    expect(codeOf(await fetchKey(deviceCode).expect(400))).toBe('sign_in_refused');
    expect((await ada.browser.get('/api/v1/keys')).body).toEqual({ keys: [] });
  });

  it('takes one answer of two tabs, and of two persons', async () => {
    const { deviceCode, userCode } = await begin();
    const bob = await newPerson();
    const answers = await Promise.all([ada, ada, bob].map((person) => allow(person, userCode)));
    expect(answers.filter(({ status }) => status === 204)).toHaveLength(1);
    await fetchKey(deviceCode).expect(200);
  });

  it('tells an agent that asks too often to slow down, and more so each time', async () => {
    const { deviceCode } = await begin();
    const at = async (ms: number) => {
      app.setNow(NOON + ms);
      return (await fetchKey(deviceCode)).body as { error: { code: string; message: string } };
    };
    expect((await at(0)).error.code).toBe('sign_in_pending');
    expect((await at(4_999)).error).toEqual({ code: 'slow_down', message: 'Ask every 10 seconds.' });
    expect((await at(14_998)).error).toEqual({ code: 'slow_down', message: 'Ask every 15 seconds.' });
    expect((await at(29_998)).error.code).toBe('sign_in_pending');
  });

  it('is over after ten minutes, for the person and for the agent', async () => {
    const { deviceCode, userCode } = await begin();
    app.setNow(NOON + 10 * MINUTE_MS - 1);
    await ada.send('shown', { userCode }).expect(200);
    app.setNow(NOON + 10 * MINUTE_MS);
    await ada.send('shown', { userCode }).expect(404);
    expect(codeOf(await fetchKey(deviceCode).expect(404))).toBe('unknown_code');
  });

  it('lets a person try ten wrong codes, and no right one then', async () => {
    const { userCode } = await begin();
    for (let n = 0; n < 10; n++) await ada.send('shown', { userCode: 'BBBB-BBBB' }).expect(404);
    await ada.send('shown', { userCode }).expect(429);
    await allow(ada, userCode).expect(429);
    await (await newPerson()).send('shown', { userCode }).expect(200);
    app.setNow(NOON + 15 * MINUTE_MS);
    await ada.send('shown', { userCode: 'BBBB-BBBB' }).expect(404);
  });

  it('begins twenty times in a quarter of an hour for one address', async () => {
    app.setNow(NOON + 60 * MINUTE_MS);
    for (let n = 0; n < 20; n++) await begin();
    await app.http.post('/api/v1/agent-login/requests').send({ deviceName: 'x' }).expect(429);
  });

  it('does not begin for a bad name, and knows no device code of others', async () => {
    for (const body of [{}, { deviceName: '' }, { deviceName: '\u0007' }, { deviceName: 'x'.repeat(101) }])
      await app.http.post('/api/v1/agent-login/requests').send(body).expect(400);
    for (const deviceCode of ['', 'x.y', 'e30.e30', '.', 'x'.repeat(2_000)]) await fetchKey(deviceCode).expect(404);
  });

  it('does not show or answer without a session, its token, and for the answer a fresh sign-in', async () => {
    const bob = await newPerson(NOON + 120 * MINUTE_MS);
    const { userCode } = await begin();
    await app.http.post('/api/v1/agent-login/consent/shown').send({ userCode }).expect(401);
    await bob.send('code', { userCode, isAllowed: true }, 'wrong').expect(403);
    app.setNow(NOON + 129 * MINUTE_MS);
    await bob.send('code', { userCode, isAllowed: 'yes' }).expect(400);
    app.setNow(NOON + 130 * MINUTE_MS - 1);
    await bob.send('shown', { userCode }).expect(200);
    const late = await newPerson(NOON + 115 * MINUTE_MS);
    app.setNow(NOON + 126 * MINUTE_MS);
    expect(codeOf(await allow(late, userCode).expect(403))).toBe('sign_in_again');
  });
});

describe('an agent that signs out', () => {
  it('revokes its own key, and no other', async () => {
    const signIn = async () => {
      const { codeChallenge, codeVerifier } = newPair();
      const { body } = await exchange(await codeFor(ada, codeChallenge), codeVerifier).expect(201);
      return body as { id: string; key: string };
    };
    const [mine, other] = [await signIn(), await signIn()];
    const revoke = (id: string) => app.http.delete(`/agent/v1/keys/${id}`).set('Authorization', `Bearer ${mine.key}`);
    expect(codeOf(await revoke(other.id).expect(404))).toBe('unknown_key');
    await revoke(mine.id).expect(204);
    expect([await opens(mine.key, '/agent/v1/today'), await opens(other.key, '/agent/v1/today')]).toEqual([
      false,
      true,
    ]);
    await revoke(mine.id).expect(401);
  });
});
