import { createHash, randomUUID } from 'node:crypto';
import { REDIRECT_URI } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const TEN_MINUTES = 10 * 60_000;
const VERIFIER = 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk';
const CHALLENGE = createHash('sha256').update(VERIFIER).digest('base64url');

let app: TestApp;
let userId: string;
let client: { clientId: string; clientSecret: string };
let now: number;

beforeAll(async () => {
  app = await startApp();
  userId = (await app.createUser('a@b.c')).id;
});
afterAll(() => app.close());
beforeEach(async () => {
  client = await app.registerApplication();
  now = Date.parse('2026-11-21T12:00:00Z');
  app.setNow(now);
});

const code = (changes?: object) => app.issueCode(userId, client.clientId, changes);
const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

/** The body of a valid exchange, with changes. Null leaves a field out. */
const exchange = (fields: Record<string, string | null>) =>
  Object.fromEntries(
    Object.entries<string | null>({
      client_id: client.clientId,
      client_secret: client.clientSecret,
      grant_type: 'authorization_code',
      redirect_uri: REDIRECT_URI,
      ...fields,
    }).filter(([, value]) => value !== null),
  );
const post = (path: string, body: object) => app.http.post(path).type('form').send(body);
const tokenFor = async (fields: Record<string, string | null>): Promise<string> => {
  const { body } = await post('/oauth/token', exchange(fields)).expect(200);
  return (body as { access_token: string }).access_token;
};
const opens = async (token: string): Promise<number> =>
  (await app.http.get('/api/oauth/data').query({ access_token: token, format: 'json' })).status;

describe('the token endpoint (RFC 6749 section 4.1.3)', () => {
  it.each([
    ['a form', '/oauth/token', 'form'],
    ['the documented JSON body', '/oauth/token', 'json'],
    ['a slash at the end, as a known client has it', '/oauth/token/', 'form'],
  ])('exchanges a code for a token that opens the API, by %s', async (_title, path, type) => {
    const asked = exchange({ code: await code({ scopes: ['time_data', 'alert_data'] }) });
    const answer = await app.http.post(path).type(type).send(asked).expect(200);
    expect(answer.headers).toMatchObject({
      'content-type': 'application/json; charset=utf-8',
      'cache-control': 'no-store',
      pragma: 'no-cache',
    });
    expect(answer.body).toEqual({
      access_token: expect.stringMatching(/^[0-9a-f-]{36}$/),
      token_type: 'Bearer',
      scope: 'time_data alert_data',
      created_at: now / 1000,
    });
    expect(await opens((answer.body as { access_token: string }).access_token)).toBe(200);
  });

  it('takes the credentials from Authorization: Basic (section 2.3.1)', async () => {
    const asked = exchange({ code: await code(), client_id: null, client_secret: null });
    const header = basic(client.clientId, client.clientSecret);
    await post('/oauth/token', asked).set('Authorization', header).expect(200);
  });

  it('ignores an Authorization header that cannot be decoded, as a known client sends it', async () => {
    await post('/oauth/token', exchange({ code: await code() }))
      .set('Authorization', 'Basic some_password')
      .expect(200);
  });

  it.each<[string, string, Record<string, string | null>]>([
    ['no grant type', 'invalid_request', { grant_type: null }],
    ['another grant type', 'unsupported_grant_type', { grant_type: 'magic' }],
    ['a grant type of others, which it does not offer', 'unsupported_grant_type', { grant_type: 'password' }],
    ['a refresh of a token that never ends', 'unsupported_grant_type', { grant_type: 'refresh_token' }],
    ['no code', 'invalid_request', { code: null }],
    ['a code that was never given', 'invalid_grant', { code: randomUUID() }],
    ['no redirect URI', 'invalid_request', { redirect_uri: null }],
    ['another redirect URI', 'invalid_grant', { redirect_uri: `${REDIRECT_URI}/` }],
    [
      'a verifier for a code without a challenge (RFC 9700 section 4.8.2)',
      'invalid_grant',
      { code_verifier: VERIFIER },
    ],
  ])('refuses %s as %s (section 5.2)', async (_title, error, fields) => {
    const { body } = await post('/oauth/token', exchange({ code: await code(), ...fields })).expect(400);
    expect(body).toEqual({ error, error_description: expect.any(String) });
  });

  it.each<[string, Record<string, string | null>]>([
    ['a wrong secret', { client_secret: randomUUID() }],
    ['no secret', { client_secret: null }],
    ['no secret, but a verifier', { client_secret: null, code_verifier: VERIFIER }],
    ['an unknown application', { client_id: randomUUID() }],
    ['no application', { client_id: null, client_secret: null }],
  ])('refuses %s as invalid_client, and leaves the code as it was (section 5.2)', async (_title, fields) => {
    const shown = await code();
    const answer = await post('/oauth/token', exchange({ code: shown, ...fields })).expect(401);
    expect(answer.headers['www-authenticate']).toBe('Basic realm="Timeledger"');
    expect(answer.body).toMatchObject({ error: 'invalid_client' });
    await tokenFor({ code: shown });
  });

  it('refuses a parameter that is given twice (section 3.2), and credentials in two places (section 2.3)', async () => {
    const asked = new URLSearchParams(exchange({ code: await code() }) as Record<string, string>);
    asked.append('code', randomUUID());
    expect((await post('/oauth/token', {}).send(asked.toString()).expect(400)).body).toMatchObject({
      error: 'invalid_request',
    });
    const header = basic(client.clientId, client.clientSecret);
    const twice = post('/oauth/token', exchange({ code: await code() })).set('Authorization', header);
    expect((await twice.expect(400)).body).toMatchObject({ error: 'invalid_request' });
  });

  it('reads no credentials and no code from the address (section 2.3.1)', async () => {
    const asked = exchange({ code: await code() });
    await app.http.post('/oauth/token').query(asked).expect(401);
    await app.http.get('/oauth/token').query(asked).expect(404);
  });
});

describe('an authorization code', () => {
  it('ends what it gave when it is shown again (section 4.1.2)', async () => {
    const shown = await code();
    const token = await tokenFor({ code: shown });
    expect(await opens(token)).toBe(200);
    expect((await post('/oauth/token', exchange({ code: shown })).expect(400)).body).toMatchObject({
      error: 'invalid_grant',
    });
    expect(await opens(token)).toBe(401);
  });

  it('gives at most one token to several who show it at once, and none to keep', async () => {
    const shown = await code();
    const answers = await Promise.all(Array.from({ length: 5 }, () => post('/oauth/token', exchange({ code: shown }))));
    const given = answers.filter(({ status }) => status === 200);
    expect(given.length).toBeLessThanOrEqual(1);
    for (const { body } of given) expect(await opens((body as { access_token: string }).access_token)).toBe(401);
  });

  it('lives ten minutes', async () => {
    const [inTime, late] = [await code(), await code()];
    app.setNow(now + TEN_MINUTES - 1);
    await tokenFor({ code: inTime });
    app.setNow(now + TEN_MINUTES);
    expect((await post('/oauth/token', exchange({ code: late })).expect(400)).body).toMatchObject({
      error: 'invalid_grant',
    });
  });

  it('ends with the sessions of its user', async () => {
    const { id } = await app.createUser(`${randomUUID()}@b.c`);
    const shown = await app.issueCode(id, client.clientId);
    app.setNow(now + 1_000);
    const admin = `Bearer ${app.adminToken}`;
    const change = app.http.put(`/api/v1/users/${id}`).set('Authorization', admin);
    await change.send({ password: 'correct horse battery' }).expect(204);
    expect((await post('/oauth/token', exchange({ code: shown })).expect(400)).body).toMatchObject({
      error: 'invalid_grant',
    });
    app.setNow(now + 1_001);
    await tokenFor({ code: await app.issueCode(id, client.clientId) });
  });

  it('is of one application: another gets nothing for it, and spoils nothing (section 4.1.3)', async () => {
    const shown = await code();
    const other = await app.registerApplication();
    const asked = exchange({ code: shown, client_id: other.clientId, client_secret: other.clientSecret });
    expect((await post('/oauth/token', asked).expect(400)).body).toMatchObject({ error: 'invalid_grant' });
    await tokenFor({ code: shown });
  });

  it('opens nothing as a token or as a key, and neither of those is a code', async () => {
    const shown = await code();
    expect(await opens(shown)).toBe(401);
    await app.http.get('/anapi/data').query({ key: shown, format: 'json' }).expect(400);
    const token = await tokenFor({ code: await code() });
    for (const secret of [token, client.clientSecret]) {
      const { body } = await post('/oauth/token', exchange({ code: secret })).expect(400);
      expect(body).toMatchObject({ error: 'invalid_grant' });
    }
    await app.http.get('/anapi/data').query({ key: token, format: 'json' }).expect(400);
  });
});

describe('PKCE (RFC 7636 section 4.6)', () => {
  it('gives the token for the verifier', async () => {
    await tokenFor({ code: await code({ codeChallenge: CHALLENGE }), code_verifier: VERIFIER });
  });

  it.each<[string, string, Record<string, string | null>]>([
    ['no verifier', 'invalid_grant', {}],
    ['another verifier', 'invalid_grant', { code_verifier: VERIFIER.replace('d', 'e') }],
    ['the challenge in its place', 'invalid_grant', { code_verifier: CHALLENGE }],
    ['a verifier that is too short (section 4.1)', 'invalid_request', { code_verifier: 'short' }],
  ])('refuses %s, and the code is used up', async (_title, error, fields) => {
    const shown = await code({ codeChallenge: CHALLENGE });
    expect((await post('/oauth/token', exchange({ code: shown, ...fields })).expect(400)).body).toMatchObject({
      error,
    });
    await post('/oauth/token', exchange({ code: shown, code_verifier: VERIFIER })).expect(400);
  });

  it('lets a public application in without a secret, and not with one', async () => {
    client = await app.registerApplication({ public: true });
    expect(client.clientSecret).toBeUndefined();
    const asked = exchange({ client_secret: null, code_verifier: VERIFIER });
    await post('/oauth/token', { ...asked, code: await code({ codeChallenge: CHALLENGE }) }).expect(200);
    const withSecret = { ...asked, code: await code({ codeChallenge: CHALLENGE }), client_secret: 'anything' };
    await post('/oauth/token', withSecret).expect(401);
  });
});

describe('the revocation endpoint (RFC 7009)', () => {
  const credentials = () => ({ client_id: client.clientId, client_secret: client.clientSecret });

  it('takes a token back: it opens nothing from then on', async () => {
    const token = await tokenFor({ code: await code() });
    expect(await opens(token)).toBe(200);
    await post('/oauth/revoke', { ...credentials(), token, token_type_hint: 'refresh_token' }).expect(200);
    expect(await opens(token)).toBe(401);
    await post('/oauth/revoke', { ...credentials(), token }).expect(200);
  });

  it('answers a token that never was like one that is gone (section 2.2)', async () => {
    await post('/oauth/revoke', { ...credentials(), token: randomUUID() }).expect(200);
  });

  it('takes no token of another application, and nothing without the secret (section 2.1)', async () => {
    const token = await tokenFor({ code: await code() });
    const other = await app.registerApplication();
    const asOther = { client_id: other.clientId, client_secret: other.clientSecret, token };
    expect((await post('/oauth/revoke', asOther).expect(400)).body).toMatchObject({ error: 'unauthorized_client' });
    await post('/oauth/revoke', { client_id: client.clientId, token }).expect(401);
    await post('/oauth/revoke', credentials()).expect(400);
    expect(await opens(token)).toBe(200);
  });
});

describe('an application', () => {
  const asAdmin = (method: 'get' | 'post' | 'delete', path: string) =>
    app.http[method](`/api/v1/oauth-applications${path}`).set('Authorization', `Bearer ${app.adminToken}`);

  it('is registered, read and removed by the administrator only; its secret is never shown again', async () => {
    const { body } = await asAdmin('get', `/${client.clientId}`).expect(200);
    expect(JSON.stringify(body)).not.toContain('ecret');
    for (const method of ['get', 'delete'] as const) {
      await app.http[method](`/api/v1/oauth-applications/${client.clientId}`).expect(401);
    }
    await app.http.post('/api/v1/oauth-applications').send({ name: 'x' }).expect(401);
    await asAdmin('get', `/${randomUUID()}`).expect(404);
    await asAdmin('get', `/..%2fx`).expect(404);
  });

  it('gets another secret: the one before opens nothing, the tokens go on', async () => {
    const token = await tokenFor({ code: await code() });
    const { body } = await asAdmin('post', `/${client.clientId}/secret`).expect(201);
    await post('/oauth/token', exchange({ code: await code() })).expect(401);
    await tokenFor({ code: await code(), client_secret: (body as { clientSecret: string }).clientSecret });
    expect(await opens(token)).toBe(200);
  });

  it('takes its tokens with it when it is removed', async () => {
    const token = await tokenFor({ code: await code() });
    await asAdmin('delete', `/${client.clientId}`).expect(204);
    expect(await opens(token)).toBe(401);
    await post('/oauth/token', exchange({ code: await code() })).expect(401);
  });
});

describe('the connected applications', () => {
  it('are listed to their user, and disconnected with every token', async () => {
    const { id, fullKey: key } = await app.createUser('connected@b.c');
    const mine = await Promise.all(
      [0, 1].map(async () => tokenFor({ code: await app.issueCode(id, client.clientId, { scopes: ['time_data'] }) })),
    );
    const others = await tokenFor({ code: await code() });
    const list = () => app.http.get('/api/v1/connected-applications').set('Authorization', `Bearer ${key}`);
    const disconnect = () =>
      app.http.delete(`/api/v1/connected-applications/${client.clientId}`).set('Authorization', `Bearer ${key}`);
    expect((await list().expect(200)).body).toEqual({
      applications: [
        { clientId: client.clientId, name: 'Reporter', scopes: ['time_data'], connectedAt: '2026-11-21T12:00:00.000Z' },
      ],
    });
    await disconnect().expect(204);
    for (const token of mine) expect(await opens(token)).toBe(401);
    expect(await opens(others)).toBe(200);
    expect((await list().expect(200)).body).toEqual({ applications: [] });
    await disconnect().expect(404);
  });
});

it('writes no secret, code or token into the log', async () => {
  const shown = await code();
  const token = await tokenFor({ code: shown });
  await post('/oauth/token', exchange({ code: shown })).expect(400);
  for (const secret of [shown, token, client.clientSecret]) expect(app.logged()).not.toContain(secret);
});
