import { SCOPES } from '@app/domain';
import { REDIRECT_URI, type TestUser } from '../testing/app-actors.js';
import { oldKey } from '../testing/old-key.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { SignedIn } from '../testing/signed-in.js';

const PASSWORD = 'correct horse battery';
const NEXT = 'another long password';

let app: TestApp;
let user: TestUser;
let email: string;
let token: string;
let browser: SignedIn;
let users = 0;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(NOON);
  email = `change-${users++}@b.c`;
  user = await app.createUser(email);
  await byAdmin({ password: PASSWORD }).expect(204);
  app.setNow(NOON + 1);
  token = await connect();
  browser = new SignedIn(app.http);
  await browser.signIn(email, PASSWORD);
});

const byAdmin = (body: object) =>
  app.http.put(`/api/v1/users/${user.id}`).set('Authorization', `Bearer ${app.adminToken}`).send(body);
const byKey = (key: string, body: object) =>
  app.http.put('/api/v1/account/password').set('Authorization', `Bearer ${key}`).send(body);
const signsIn = async (password: string) => (await new SignedIn(app.http).signIn(email, password)).status === 303;

/** Lets an application in, as its users do. Resolves to its token. */
async function connect(): Promise<string> {
  const { clientId, clientSecret } = await app.registerApplication();
  const code = await app.issueCode(user.id, clientId);
  const client = { client_id: clientId, client_secret: clientSecret };
  const asked = { ...client, grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI };
  const { body } = await app.http.post('/oauth/token').type('form').send(asked).expect(200);
  return (body as { access_token: string }).access_token;
}

/** What still opens the account: keys, and the token of the application. */
async function stillOpen(): Promise<string[]> {
  const asked = {
    key: app.http.get('/anapi/has_key').query({ key: user.key }),
    agentKey: app.http.get('/agent/v1/commands').set('Authorization', `Bearer ${user.agentKey}`),
    fullKey: app.http.get('/api/v1/keys').set('Authorization', `Bearer ${user.fullKey}`),
    token: app.http.get('/api/oauth/data').query({ access_token: token }),
  };
  const open: string[] = [];
  for (const [name, sent] of Object.entries(asked)) if ((await sent).status === 200) open.push(name);
  return open;
}
const EVERYTHING = ['key', 'agentKey', 'fullKey', 'token'];

describe('a new password', () => {
  it.each([
    [{}, EVERYTHING, 'password'],
    [{ revokeKeys: 'yes' }, ['token'], 'password-and-more'],
    [{ revokeTokens: 'yes' }, ['key', 'agentKey', 'fullKey'], 'password-and-more'],
    [{ revokeKeys: 'yes', revokeTokens: 'yes' }, [], 'password-and-more'],
  ])('on the page with %j leaves open: %j', async (ticked, left, done) => {
    const other = new SignedIn(app.http);
    await other.signIn(email, PASSWORD);
    app.setNow(NOON + 2);
    const form = { current: PASSWORD, next: NEXT, ...ticked };
    const { status, headers } = await browser.post('/account/password', form, '/account');
    expect([status, headers.location]).toEqual([303, `/account?done=${done}`]);
    expect((await browser.get(`/account?done=${done}`)).text).toContain('The password has been changed');
    expect(await stillOpen()).toEqual(left);
    expect((await other.get('/account')).status).toBe(303);
    expect([await signsIn(PASSWORD), await signsIn(NEXT)]).toEqual([false, true]);
  });

  it('that is refused ends nothing', async () => {
    for (const form of [
      { current: 'not it at all', next: NEXT },
      { current: PASSWORD, next: 'short' },
    ]) {
      const ticked = { ...form, revokeKeys: 'yes', revokeTokens: 'yes' };
      expect((await browser.post('/account/password', ticked, '/account')).status).toBe(400);
    }
    expect(await stillOpen()).toEqual(EVERYTHING);
  });

  it.each([
    [{ password: NEXT, revokeKeys: true, revokeTokens: true }, []],
    [{ revokeKeys: true }, ['token']],
    [{ revokeKeys: false }, EVERYTHING],
  ])('by the administrator with %j leaves open: %j', async (body, left) => {
    await byAdmin(body).expect(204);
    expect(await stillOpen()).toEqual(left);
  });

  it('also ends a code that an application has not yet exchanged', async () => {
    const { clientId, clientSecret } = await app.registerApplication();
    const code = await app.issueCode(user.id, clientId, { scopes: SCOPES });
    app.setNow(NOON + 2);
    await byAdmin({ password: NEXT }).expect(204);
    const client = { client_id: clientId, client_secret: clientSecret };
    const asked = { ...client, grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI };
    const { status, body } = await app.http.post('/oauth/token').type('form').send(asked);
    expect([status, body]).toMatchObject([400, { error: 'invalid_grant' }]);
  });
});

describe('PUT /api/v1/account/password', () => {
  it('needs no old password of a full key, which may do all that its owner may do', async () => {
    await byKey(user.fullKey, { password: NEXT, revokeTokens: true }).expect(204);
    expect(await signsIn(NEXT)).toBe(true);
    expect(await stillOpen()).toEqual(['key', 'agentKey', 'fullKey']);
  });

  it('needs the old password of a key from before there were kinds: it could not do this', async () => {
    const key = await oldKey(app, user.id);
    const refused = await byKey(key, { password: NEXT });
    expect([refused.status, refused.body]).toMatchObject([401, { error: { code: 'wrong_password' } }]);
    await byKey(key, { password: NEXT, current: PASSWORD }).expect(204);
  });

  it('needs it of a session too, when its sign-in is not fresh', async () => {
    const csrf = await browser.csrfOf('/account');
    const put = (body: object) =>
      app.http.put('/api/v1/account/password').set({ Cookie: browser.shown, 'X-CSRF-Token': csrf }).send(body);
    app.setNow(NOON + 3_600_000);
    await put({ password: NEXT }).expect(401);
    await put({ password: NEXT, current: 'a wrong password' }).expect(401);
    await put({ password: NEXT, current: PASSWORD }).expect(204);
    await put({ password: PASSWORD }).expect(401);
  });

  it('is refused to a session that is fresh without its token, and to other kinds of keys', async () => {
    await app.http.put('/api/v1/account/password').set('Cookie', browser.shown).send({ password: NEXT }).expect(403);
    for (const key of [user.key, user.agentKey]) await byKey(key, { password: NEXT }).expect(403);
    expect(await signsIn(PASSWORD)).toBe(true);
  });

  it.each([{ password: 'short' }, { password: 7 }, {}, { password: NEXT, revokeKeys: 'yes' }])(
    'refuses %j, and ends nothing',
    async (body) => {
      await byKey(user.fullKey, body).expect(400);
      expect(await stillOpen()).toEqual(EVERYTHING);
      expect(await signsIn(PASSWORD)).toBe(true);
    },
  );
});

describe('an account without a password', () => {
  it('gets its first one only after a fresh sign-in', async () => {
    const id = await app.openAccount(`first-${users}@b.c`);
    const key = await oldKey(app, id);
    const refused = await byKey(key, { password: NEXT });
    expect([refused.status, refused.body]).toMatchObject([403, { error: { code: 'sign_in_again' } }]);
  });
});
