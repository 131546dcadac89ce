import { jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { REDIRECT_URI } from '../testing/app-actors.js';
import { type IdentityProvider, type Person, startIdentityProvider } from '../testing/identity-provider.js';
import { codeAt, turnOnSecondStep } from '../testing/second-step.js';
import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const PUBLIC_URL = 'https://time.example.org';
const PASSWORD = 'correct horse battery';
const LINKED = '/account?done=linked';

let provider: IdentityProvider;
let app: TestApp;
/** The people whose accounts a stranger opened while SIGN_UP was on and there was no provider. */
const strangers = new Map<string, { browser: SignedIn; key: string }>();

beforeAll(async () => {
  for (const level of ['info', 'warn'] as const) jest.spyOn(console, level).mockReturnValue();
  provider = await startIdentityProvider(`${PUBLIC_URL}/sign-in/company/callback`);
  const dataDir = await mkdtemp(join(tmpdir(), 'timeledger-company-'));
  const before = await startApp({ dataDir });
  for (const name of ['victim', 'owner', 'careful', 'slow'] as const) await prepare(before, name);
  await before.close();
  app = await startApp({ dataDir, publicUrl: PUBLIC_URL, upstream: provider.byIssuer });
  const close = app.close.bind(app);
  app.close = async () => {
    await close();
    await rm(dataDir, { recursive: true, force: true });
  };
});
afterAll(async () => {
  await app.close();
  await provider.close();
});

/** A stranger opens an account with the address of another person, and makes a key for it. */
async function prepare(before: TestApp, name: string): Promise<void> {
  const form = { email: `${name}@example.org`, password: PASSWORD, time_zone: 'UTC' };
  await before.http.post('/sign-up').type('form').send(form).expect(303);
  const browser = new SignedIn(before.http);
  await browser.signIn(form.email, PASSWORD);
  const csrf = await browser.csrfOf('/account/keys');
  const made = await before.http
    .post('/api/v1/keys')
    .set('Cookie', browser.shown)
    .set('X-CSRF-Token', csrf)
    .send({ name: 'prepared' })
    .expect(201);
  strangers.set(name, { browser, key: (made.body as { key: string }).key });
}

const person = (name: string, changes: Partial<Person> = {}): Person => ({
  subject: `subject of ${name}`,
  email: `${name}@example.org`,
  ...changes,
});
const newBrowser = () => new SignedIn(app.http);
const locationOf = ({ headers }: { headers: unknown }) => String((headers as Record<string, unknown>).location);
const opens = async (key: string) => (await app.http.get('/anapi/data').query({ key, format: 'json' })).status === 200;
const tokenOpens = async (token: string) =>
  (await app.http.get('/api/oauth/data').query({ access_token: token, format: 'json' })).status === 200;
/** A token that the user gave an application. */
async function tokenOf(userId: string): Promise<string> {
  const { clientId, clientSecret } = await app.registerApplication();
  const client = { client_id: clientId, client_secret: clientSecret, redirect_uri: REDIRECT_URI };
  const asked = { ...client, grant_type: 'authorization_code', code: await app.issueCode(userId, clientId) };
  const { body } = await app.http.post('/oauth/token').type('form').send(asked).expect(200);
  return (body as { access_token: string }).access_token;
}
/** The id of the account that a browser is signed in to; undefined when it is in none. */
const accountIn = async (browser: SignedIn) =>
  ((await browser.get('/api/v1/account')).body as { id?: string; isEmailVerified?: boolean }).id;

describe('an account that a stranger prepared with the address of a colleague', () => {
  it('is not opened to the colleague, who would work under the eyes of the stranger', async () => {
    const browser = newBrowser();
    const answer = await provider.signIn(browser, person('victim'));
    expect([answer.status, locationOf(answer)]).toEqual([303, '/sign-in/company/link']);
    expect(await accountIn(browser)).toBeUndefined();
    expect((await browser.get('/sign-in/company/link')).text).toContain('victim@example.org');
    const wrong = await browser.post('/sign-in/company/link', { password: 'a guess of the colleague' });
    expect([wrong.status, wrong.text]).toEqual([401, expect.stringContaining('do not belong together')]);
    expect(await accountIn(browser)).toBeUndefined();
  });

  it('is linked to the owner who knows its password, and every other way in ends', async () => {
    const { browser: other, key } = strangers.get('owner')!;
    const stale = new SignedIn(app.http);
    await stale.signIn('owner@example.org', PASSWORD);
    const theirs = () => app.http.get('/account').set('Cookie', `__Host-${other.shown}`);
    expect([await opens(key), (await theirs()).status]).toEqual([true, 200]);
    const id = await accountIn(stale);
    app.setNow(NOON + 60_000);
    const browser = newBrowser();
    await provider.signIn(browser, person('owner'));
    const linked = await browser.post('/sign-in/company/link', { password: PASSWORD });
    expect([linked.status, locationOf(linked)]).toEqual([303, LINKED]);
    expect((await browser.get('/api/v1/account')).body).toMatchObject({ id, isEmailVerified: true });
    expect(await opens(key)).toBe(false);
    expect(await accountIn(stale)).toBeUndefined();
    expect((await theirs()).status).toBe(303);
    const again = newBrowser();
    expect(locationOf(await provider.signIn(again, person('owner'), '/account/keys'))).toBe('/account/keys');
    expect(await accountIn(again)).toBe(id);
  });

  it('that asks for a code too is linked after password and code only', async () => {
    const owner = newBrowser();
    await owner.signIn('careful@example.org', PASSWORD);
    const { secret } = await turnOnSecondStep(owner, PASSWORD, NOON + 60_000);
    app.setNow(NOON + 120_000);
    const browser = newBrowser();
    await provider.signIn(browser, person('careful'));
    const shown = await browser.post('/sign-in/company/link', { password: PASSWORD });
    expect(locationOf(shown)).toBe('/sign-in/code?return_to=/sign-in/company/confirm');
    expect((await browser.get('/sign-in/company/confirm')).status).toBe(303);
    const coded = await browser.post('/sign-in/code', {
      code: codeAt(secret, NOON + 120_000),
      return_to: '/sign-in/company/confirm',
    });
    expect(locationOf(coded)).toBe('/sign-in/company/confirm');
    const again = newBrowser();
    expect(locationOf(await provider.signIn(again, person('careful')))).toBe('/sign-in/company/link');
    const linked = await browser.post('/sign-in/company/confirm', {}, '/sign-in/company/confirm');
    expect(locationOf(linked)).toBe(LINKED);
    expect(locationOf(await provider.signIn(newBrowser(), person('careful')))).toBe('/account');
  });

  it('is not linked by a session that was left open: that needs a fresh sign-in', async () => {
    const browser = newBrowser();
    await browser.signIn('slow@example.org', PASSWORD);
    app.setNow(NOON + 20 * 60_000);
    await provider.signIn(browser, person('slow'));
    const tried = await browser.post('/sign-in/company/confirm', {}, '/account');
    expect([tried.status, locationOf(tried)]).toEqual([303, expect.stringContaining('/sign-in/again')]);
    expect(locationOf(await provider.signIn(newBrowser(), person('slow')))).toBe('/sign-in/company/link');
    app.setNow(NOON + 120_000);
  });

  it('asks for the password within ten minutes, of the browser that came from the provider only', async () => {
    const browser = newBrowser();
    await provider.signIn(browser, person('slow'));
    const elsewhere = await newBrowser().post('/sign-in/company/link', { password: PASSWORD });
    expect([elsewhere.status, elsewhere.text]).toEqual([401, expect.stringContaining('Sign in through your company')]);
    app.setNow(NOON + 12 * 60_000);
    expect((await browser.post('/sign-in/company/link', { password: PASSWORD })).status).toBe(401);
    expect(await accountIn(browser)).toBeUndefined();
  });
});

describe('a person who signs in through the company', () => {
  it('is known by issuer and subject, whatever becomes of the address', async () => {
    const first = newBrowser();
    await provider.signIn(first, person('moving'));
    const second = newBrowser();
    await provider.signIn(second, person('moving', { email: 'moved@example.org' }));
    expect(await accountIn(second)).toBe(await accountIn(first));
    const third = newBrowser();
    await provider.signIn(third, person('moving', { isVerified: false }));
    expect(await accountIn(third)).toBe(await accountIn(first));
  });

  it('does not get the account of a colleague who had the address before', async () => {
    await provider.signIn(newBrowser(), person('jane'));
    const next = newBrowser();
    const answer = await provider.signIn(next, person('jane', { subject: 'another Jane' }));
    expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('another person')]);
    expect(await accountIn(next)).toBeUndefined();
  });

  it('gets the account that the administrator opened; its keys go on when it never had a password', async () => {
    const { id, key } = await app.createUser('made@example.org');
    const browser = newBrowser();
    expect(locationOf(await provider.signIn(browser, person('made')))).toBe('/account');
    expect(await accountIn(browser)).toBe(id);
    expect(await opens(key)).toBe(true);
  });

  it('is told that keys, applications and other browsers ended, when the account had a password', async () => {
    const { id, key } = await app.createUser('had-password@example.org');
    const token = await tokenOf(id);
    const admin = app.http.put(`/api/v1/users/${id}`).set('Authorization', `Bearer ${app.adminToken}`);
    await admin.send({ password: PASSWORD }).expect(204);
    expect([await opens(key), await tokenOpens(token)]).toEqual([true, true]);
    const browser = newBrowser();
    expect(locationOf(await provider.signIn(browser, person('had-password')))).toBe(LINKED);
    expect((await browser.get(LINKED)).text).toContain('have stopped working');
    expect([await opens(key), await tokenOpens(token)]).toEqual([false, false]);
  });

  it('gets no account by an address that the provider has not verified', async () => {
    await app.createUser('unverified@example.org');
    const browser = newBrowser();
    const answer = await provider.signIn(browser, person('unverified', { isVerified: false }));
    expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('no verified e-mail address')]);
    expect(await accountIn(browser)).toBeUndefined();
  });
});

describe('a person of the company who was signed out everywhere meanwhile', () => {
  /** Signs the user out just before the server appends its first event of this type. */
  function signOutBefore(type: string, userId: string): void {
    const { eventStore } = app.stores;
    const append = eventStore.append.bind(eventStore);
    eventStore.append = async (...asked) => {
      if (asked[1].some(({ event }) => event.type === type)) {
        eventStore.append = append;
        const admin = app.http.put(`/api/v1/users/${userId}`).set('Authorization', `Bearer ${app.adminToken}`);
        await admin.send({ removePasskeys: true }).expect(204);
      }
      return append(...asked);
    };
  }

  it.each([
    ['while the account is linked', 'ProviderLinked'],
    ['while the session begins', 'SessionListed'],
  ])('gets no session: %s', async (_when, type) => {
    const name = `raced-${type}`;
    const { id } = await app.createUser(`${name}@example.org`);
    if (type === 'SessionListed') await provider.signIn(newBrowser(), person(name));
    const browser = newBrowser();
    signOutBefore(type, id);
    const answer = await provider.signIn(browser, person(name));
    expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('signed out everywhere just now')]);
    expect(await accountIn(browser)).toBeUndefined();
    await provider.signIn(browser, person(name));
    expect(await accountIn(browser)).toBe(id);
  });
});

it('a session of a person without a password becomes fresh at the company only', async () => {
  const browser = newBrowser();
  await provider.signIn(browser, person('no-password'));
  const session = { Cookie: browser.shownAs('__Host-timeledger_session') };
  const csrf = await browser.csrfOf('/account');
  const ways = await app.http.get('/api/v1/session/again').set(session).expect(200);
  expect(ways.body).toEqual({ hasPassword: false, asksForCode: false, byCompany: true });
  for (const password of ['', PASSWORD]) {
    const again = app.http.post('/api/v1/session/again').set({ ...session, 'X-CSRF-Token': csrf });
    expect((await again.send({ password })).status).toBe(401);
  }
});

describe('the answer of a provider', () => {
  const begin = async (browser: SignedIn) => locationOf(await browser.get('/sign-in/company'));

  it('counts only in the browser in which the sign-in began, and once', async () => {
    const [mine, attackers] = [newBrowser(), newBrowser()];
    const back = await provider.visit(await begin(attackers), person('eve'));
    await begin(mine);
    for (const browser of [mine, newBrowser()]) {
      const answer = await browser.get(back);
      expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('did not begin in this browser')]);
    }
    expect((await attackers.get(back)).status).toBe(303);
    expect((await attackers.get(back)).status).toBe(401);
  });

  it.each<[title: string, status: number, change: (back: URL) => void]>([
    ['another code', 401, ({ searchParams }) => searchParams.set('code', 'made-up')],
    [
      'an error in place of a code',
      401,
      ({ searchParams }) => {
        searchParams.delete('code');
        searchParams.set('error', 'access_denied');
      },
    ],
    ['another issuer', 502, ({ searchParams }) => searchParams.set('iss', 'https://evil.example')],
    ['no issuer', 502, ({ searchParams }) => searchParams.delete('iss')],
    ['two states', 401, ({ searchParams }) => searchParams.append('state', 'x')],
    ['no state', 401, ({ searchParams }) => searchParams.delete('state')],
  ])('is refused with %s: %i', async (_title, status, change) => {
    const browser = newBrowser();
    const back = new URL(await provider.visit(await begin(browser), person('changed')), PUBLIC_URL);
    change(back);
    expect((await browser.get(`${back.pathname}${back.search}`)).status).toBe(status);
    expect(await accountIn(browser)).toBeUndefined();
  });

  it('binds code, state and ID token to the question: PKCE, state and nonce are in it', async () => {
    const asked = new URL(await begin(newBrowser())).searchParams;
    expect(Object.fromEntries(asked)).toMatchObject({
      ...{ code_challenge_method: 'S256', scope: 'openid email', response_type: 'code' },
      ...{ redirect_uri: `${PUBLIC_URL}/sign-in/company/callback`, client_id: 'timeledger' },
    });
    for (const name of ['state', 'nonce', 'code_challenge']) expect(asked.get(name)).toMatch(/^[\w-]{43}$/);
  });
});

describe('the cookies of the flow', () => {
  it('are for this host only, out of reach of scripts, and gone after it', async () => {
    const { headers } = await app.http.get('/sign-in/company');
    const [cookie = ''] = headers['set-cookie'] as unknown as string[];
    expect(cookie).toMatch(/^__Host-timeledger_company_sign_in=/);
    for (const part of ['Max-Age=600', 'Path=/', 'HttpOnly', 'Secure', 'SameSite=Lax']) expect(cookie).toContain(part);
  });

  it('count only with the signature of the server', async () => {
    const { headers } = await app.http.get('/sign-in/company');
    const [cookie = ''] = headers['set-cookie'] as unknown as string[];
    const [name = '', text = ''] = cookie.split(';')[0]!.split('=');
    const [shown = '', signature = ''] = text.split('.');
    const { value } = JSON.parse(Buffer.from(shown, 'base64url').toString()) as { value: { state: string } };
    const forged = Buffer.from(JSON.stringify({ value, expiresAt: 9e15 })).toString('base64url');
    for (const changed of [`${forged}.${signature}`, shown, `${shown}.`, forged]) {
      const answer = await app.http
        .get('/sign-in/company/callback')
        .query({ code: 'x', state: value.state })
        .set('Cookie', `${name}=${changed}`);
      expect([answer.status, answer.text]).toEqual([401, expect.stringContaining('did not begin')]);
    }
    const link = `__Host-timeledger_company_link=${text}`;
    expect((await app.http.get('/sign-in/company/link').set('Cookie', link)).status).toBe(401);
  });
});
