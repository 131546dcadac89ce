import { startApp, type TestApp } from '../testing/start-app.js';
import { SignedIn } from '../testing/signed-in.js';

const PASSWORD = 'correct horse battery';
const MONTH_MS = 30 * 24 * 3_600_000;

let app: TestApp;
let now: number;
let email: string;
let browser: SignedIn;
let users = 0;

beforeAll(async () => {
  // A proxy names a new client for each account that is opened: one address may not open many.
  app = await startApp({ trustProxy: 1 });
});
afterAll(() => app.close());
beforeEach(async () => {
  now = Date.parse('2026-11-21T12:00:00Z');
  app.setNow(now);
  email = `person-${users++}@example.org`;
  browser = new SignedIn(app.http);
  await signUp().expect(303);
});

const signUp = (changes: object = {}) =>
  app.http
    .post('/sign-up')
    .set('X-Forwarded-For', `2001:db8:0:${(users++).toString(16)}::1`)
    .type('form')
    .send({ email, password: PASSWORD, time_zone: 'Europe/Berlin', ...changes });

describe('signing up', () => {
  it('answers an address with an account like one without, and never opens the account of another', async () => {
    const again = await signUp({ password: 'another password' });
    const fresh = await signUp({ email: `fresh-${email}` });
    expect([again.status, again.headers.location]).toEqual([fresh.status, fresh.headers.location]);
    expect((await browser.signIn(email, 'another password')).status).toBe(401);
    expect((await browser.signIn(email, PASSWORD)).status).toBe(303);
  });

  it.each([
    ['a short password', { password: 'short' }],
    ['an unknown time zone', { time_zone: 'Mars/Olympus' }],
    ['no address', { email: 'no-address' }],
  ])('says what is wrong with %s, and opens nothing', async (_title, changes) => {
    const { status, text } = await signUp({ email: `other-${email}`, ...changes });
    expect(status).toBe(400);
    expect(text).toContain('role="alert"');
    expect((await browser.signIn(`other-${email}`, PASSWORD)).status).toBe(401);
  });
});

describe('signing in', () => {
  it('gives a session in a cookie that no script reads and no other site’s form brings along', async () => {
    const { status, headers } = await browser.signIn(email.toUpperCase(), PASSWORD);
    expect([status, headers.location]).toEqual([303, '/']);
    expect(headers['set-cookie']).toEqual([
      expect.stringMatching(
        /^timeledger_session=[0-9a-f-]{36}; Max-Age=2592000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
      ),
      expect.stringMatching(
        /^timeledger_device=[\w-]{22}\.[\w-]{43}; Max-Age=31536000; Path=\/; Expires=[^;]+; HttpOnly; SameSite=Lax$/,
      ),
    ]);
    expect((await browser.get('/account')).text).toContain(email);
  });

  it('answers a wrong password, an unknown address and an account without a password alike', async () => {
    const without = await app.createUser(`without-${email}`);
    expect(without.id).toBeTruthy();
    const refusals = await Promise.all(
      [email, `unknown-${email}`, `without-${email}`].map((address) =>
        new SignedIn(app.http).signIn(address, 'wrong password'),
      ),
    );
    const bodies = refusals.map(({ status, text }) => [status, text.replace(/value="[^"]*"/g, '')]);
    expect(bodies[0]).toEqual([401, expect.stringContaining('do not belong together')]);
    expect(bodies[1]).toEqual(bodies[0]);
    expect(bodies[2]).toEqual(bodies[0]);
  });

  it('always gives a new secret, and ends the session before', async () => {
    await browser.signIn(email, PASSWORD);
    const first = browser.shown;
    await browser.signIn(email, PASSWORD);
    expect(browser.shown).not.toBe(first);
    expect((await app.http.get('/account').set('Cookie', first)).status).toBe(303);
    expect((await browser.get('/account')).status).toBe(200);
  });

  it('takes no session that somebody else put into the browser', async () => {
    const planted = 'timeledger_session=11111111-1111-4111-8111-111111111111';
    const { headers } = await app.http
      .post('/sign-in')
      .set('Cookie', planted)
      .type('form')
      .send({ email, password: PASSWORD });
    expect(headers['set-cookie']?.[0]).not.toContain('11111111');
  });

  it('goes on to where one was going, and never to another site', async () => {
    const to = (return_to: string) =>
      app.http.post('/sign-in').type('form').send({ email, password: PASSWORD, return_to });
    expect((await to('/account/keys')).headers.location).toBe('/account/keys');
    for (const elsewhere of ['https://evil.example', '//evil.example', '/\\evil.example']) {
      expect((await to(elsewhere)).headers.location).toBe('/');
    }
  });

  it.each([
    ['Sec-Fetch-Site', 'cross-site'],
    ['Sec-Fetch-Site', 'same-site'],
    ['Origin', 'https://evil.example'],
    ['Origin', 'null'],
  ])('is refused when another site sent the form (%s: %s)', async (name, value) => {
    const { status, headers } = await app.http
      .post('/sign-in')
      .set(name, value)
      .type('form')
      .send({ email, password: PASSWORD });
    expect([status, headers['set-cookie']]).toEqual([403, undefined]);
  });
});

describe('a session', () => {
  beforeEach(() => browser.signIn(email, PASSWORD));

  it('ends when one signs out, everywhere at once when one asks for that, and after thirty days', async () => {
    const other = new SignedIn(app.http);
    await other.signIn(email, PASSWORD);
    await browser.post('/sign-out', {}, '/account');
    expect((await browser.get('/account')).headers.location).toBe('/sign-in?return_to=%2Faccount');
    expect((await other.get('/account')).status).toBe(200);

    await browser.signIn(email, PASSWORD);
    await browser.post('/account/sign-out-everywhere', {}, '/account');
    expect((await other.get('/account')).status).toBe(303);

    app.setNow(now + 2);
    await browser.signIn(email, PASSWORD);
    app.setNow(now + 1 + MONTH_MS);
    expect((await browser.get('/account')).status).toBe(200);
    app.setNow(now + 2 + MONTH_MS);
    expect((await browser.get('/account')).status).toBe(303);
  });

  it('ends for others when the password changes, and needs the old one for that', async () => {
    const other = new SignedIn(app.http);
    await other.signIn(email, PASSWORD);
    app.setNow(now + 1);
    const wrong = await browser.post(
      '/account/password',
      { current: 'not it at all', next: 'new password' },
      '/account',
    );
    expect([wrong.status, wrong.text]).toEqual([400, expect.stringContaining('The current password is wrong')]);
    const changed = await browser.post('/account/password', { current: PASSWORD, next: 'a new password' }, '/account');
    expect(changed.headers.location).toBe('/account?done=password');
    expect((await browser.get('/account?done=password')).text).toContain('has been changed');
    expect((await other.get('/account')).status).toBe(303);
    expect((await other.signIn(email, PASSWORD)).status).toBe(401);
    expect((await other.signIn(email, 'a new password')).status).toBe(303);
  });

  it('changes nothing by a form without its token, or with the token of another session', async () => {
    const other = new SignedIn(app.http);
    await other.signIn(email, PASSWORD);
    const csrf = await other.csrfOf('/account');
    for (const fields of [{}, { csrf: '' }, { csrf }, { csrf: 'x'.repeat(43) }]) {
      expect((await browser.post('/account/keys', { name: 'stolen', ...fields })).status).toBe(403);
      expect((await browser.post('/sign-out', fields)).status).toBe(403);
    }
    expect((await browser.get('/account/keys')).text).toContain('You have no keys.');
  });

  it('opens the owner’s contract, where changes carry the token in a header', async () => {
    const csrf = await browser.csrfOf('/account');
    const post = () => app.http.post('/api/v1/keys').set('Cookie', browser.shown).send({ name: 'from a program' });
    expect((await post()).status).toBe(403);
    expect((await post().set('X-CSRF-Token', csrf)).status).toBe(201);
    expect((await browser.get('/api/v1/keys')).body).toEqual({
      keys: [
        {
          ...{ id: expect.any(String), name: 'from a program', kind: 'read_post' },
          ...{ expiresAt: null, lastUsedOn: null },
        },
      ],
    });
  });

  it('is no key and no token, and neither of those is a session', async () => {
    const secret = browser.shown.split('=')[1] as string;
    await app.http.get('/anapi/data').query({ key: secret }).expect(400);
    await app.http.get('/api/oauth/data').query({ access_token: secret }).expect(401);
    await app.http.get('/api/v1/keys').set('Authorization', `Bearer ${secret}`).expect(401);
    const { id, key } = await app.createUser(`key-${email}`);
    const token = await app.issueToken(id, ['time_data']);
    for (const other of [key, token]) {
      await app.http.get('/account').set('Cookie', `timeledger_session=${other}`).expect(303);
    }
  });
});

describe('the key page', () => {
  beforeEach(() => browser.signIn(email, PASSWORD));

  it('makes a key, shows it once, knows the day of its last use, and revokes it', async () => {
    const made = await browser.post('/account/keys', { name: 'lap<top>' }, '/account/keys');
    const key = /<code>([0-9a-f-]{36})<\/code>/.exec(made.text)?.[1] ?? '';
    expect((await browser.get('/account/keys')).text).not.toContain(key);
    expect((await browser.get('/account/keys')).text).toContain('never');
    await app.http.get('/anapi/data').query({ key }).expect(200);
    const page = (await browser.get('/account/keys')).text;
    expect(page).toContain('2026-11-21');
    expect(page).toContain('lap&lt;top>');
    const path = /action="(\/account\/keys\/[^"]+\/revoke)"/.exec(page)?.[1] ?? '';
    expect((await browser.post(path, {}, '/account/keys')).status).toBe(303);
    await app.http.get('/anapi/data').query({ key }).expect(400);
    expect((await browser.get('/account/keys')).text).toContain('You have no keys.');
  });

  it('revokes no key of another user', async () => {
    const { key, fullKey } = await app.createUser(`victim-${email}`);
    const { body } = await app.http.get('/api/v1/keys').set('Authorization', `Bearer ${fullKey}`).expect(200);
    const [{ id }] = (body as { keys: [{ id: string }] }).keys;
    expect((await browser.post(`/account/keys/${id}/revoke`, {}, '/account/keys')).status).toBe(404);
    await app.http.get('/anapi/data').query({ key }).expect(200);
  });

  it('says what is wrong with a name', async () => {
    const { status, text } = await browser.post('/account/keys', { name: ' ' }, '/account/keys');
    expect([status, text]).toEqual([400, expect.stringContaining('1 to 100 characters')]);
  });
});

describe('the account page', () => {
  beforeEach(() => browser.signIn(email, PASSWORD));

  it('keeps the zone and the texts of the profile, and forgets empty ones', async () => {
    const fields = { timeZone: 'Asia/Kathmandu', city: 'Kathmandu', income: '' };
    expect((await browser.post('/account', fields, '/account')).headers.location).toBe('/account?done=saved');
    expect((await browser.get('/api/v1/account')).body).toMatchObject({
      ...{ email, timeZone: 'Asia/Kathmandu', plan: 'premium', profile: { city: 'Kathmandu' } },
    });
    const refused = await browser.post('/account', { timeZone: 'Mars/Olympus' }, '/account');
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('IANA')]);
  });
});

it('writes no address, password, session or key into the log', () => {
  const log = app.logged();
  for (const secret of [PASSWORD, 'person-0', 'a new password', 'timeledger_session='])
    expect(log).not.toContain(secret);
});

// This comes last: from here on this address is slowed down.
describe('guessing passwords', () => {
  it('ends after twenty wrong ones, for right ones too, and the answer says when to come back', async () => {
    let wrong = 0;
    while ((await new SignedIn(app.http).signIn(`guess-${wrong}@example.org`, 'wrong password')).status === 401)
      wrong++;
    expect(wrong).toBeLessThanOrEqual(20);
    const { status, headers, text } = await browser.signIn(email, PASSWORD);
    expect(status).toBe(429);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(text).toContain('Too many attempts');
  });
});
