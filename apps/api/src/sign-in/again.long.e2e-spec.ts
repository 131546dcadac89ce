import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { codeAt, turnOnSecondStep } from '../testing/second-step.js';
import { SignedIn } from '../testing/signed-in.js';

const PASSWORD = 'correct horse battery';
const HOUR_MS = 3_600_000;

let app: TestApp;
let browser: SignedIn;
let email: string;
let users = 0;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(NOON);
  email = `again-${users++}@b.c`;
  const account = { email, timeZone: 'UTC', password: PASSWORD };
  const made = app.http.post('/api/v1/users').set('Authorization', `Bearer ${app.adminToken}`);
  await made.send(account).expect(201);
  browser = new SignedIn(app.http);
  await browser.signIn(email, PASSWORD);
});

const again = (fields: object) => browser.post('/sign-in/again', fields, '/account');

describe('a sign-in that is not fresh', () => {
  beforeEach(() => app.setNow(NOON + HOUR_MS));

  it('gets a page that asks for the password, and after that makes a key', async () => {
    const stale = await browser.get('/account/keys');
    expect(stale.text).toContain('show that it is you');
    expect(stale.text).not.toContain('name="kind"');
    const before = browser.shown;
    const confirmed = await again({ password: PASSWORD, return_to: '/account/keys' });
    expect([confirmed.status, confirmed.headers.location]).toEqual([303, '/account/keys']);
    expect(browser.shown).not.toBe(before);
    expect((await app.http.get('/account').set('Cookie', before)).headers.location).toContain('/sign-in');
    expect((await browser.get('/account/keys')).text).toContain('name="kind"');
    const made = await browser.post('/account/keys', { name: 'x', kind: 'full' }, '/account/keys');
    expect([made.status, made.text]).toEqual([200, expect.stringContaining('Your new key: x')]);
  });

  it('that posts the form all the same makes no key, and is sent to that page', async () => {
    const { status, headers } = await browser.post('/account/keys', { name: 'late', kind: 'read' }, '/account');
    expect([status, headers.location]).toEqual([303, '/sign-in/again?return_to=%2Faccount%2Fkeys']);
    const page = await browser.get('/sign-in/again?return_to=%2Faccount%2Fkeys');
    expect(page.text).toContain('Is it you?');
    expect(page.text).toContain('name="return_to" value="/account/keys"');
    expect((await browser.get('/account/keys')).text).toContain('You have no keys.');
  });
});

it('says that the password is wrong, and stays as it was', async () => {
  app.setNow(NOON + HOUR_MS);
  const { status, text } = await again({ password: 'not it at all', return_to: '/account/keys' });
  expect([status, text]).toEqual([401, expect.stringContaining('The password is wrong.')]);
  expect(text).toContain('value="/account/keys"');
  expect((await browser.get('/account/keys')).text).toContain('show that it is you');
});

it('asks for a code too when the account has a second step', async () => {
  const { secret } = await turnOnSecondStep(browser, PASSWORD, NOON);
  app.setNow(NOON + HOUR_MS);
  expect((await browser.get('/account/keys')).text).toContain('name="code"');
  const without = await again({ password: PASSWORD, return_to: '/account/keys' });
  expect([without.status, without.text]).toEqual([401, expect.stringContaining('The code is wrong')]);
  expect(without.text).toContain('name="code"');
  expect((await browser.get('/account/keys')).text).toContain('show that it is you');
  const code = codeAt(secret, NOON + HOUR_MS);
  expect((await again({ password: PASSWORD, code, return_to: '/account/keys' })).status).toBe(303);
  expect((await browser.get('/account/keys')).text).toContain('name="kind"');
});

it('leads to no other site', async () => {
  for (const elsewhere of ['https://evil.example', '//evil.example', '/\\evil.example']) {
    expect((await again({ password: PASSWORD, return_to: elsewhere })).headers.location).toBe('/');
  }
});

it('takes no password without the token of the page, and only of a person who is signed in', async () => {
  const before = browser.shown;
  expect((await browser.post('/sign-in/again', { password: PASSWORD })).status).toBe(403);
  expect(browser.shown).toBe(before);
  const stranger = new SignedIn(app.http);
  expect((await stranger.get('/sign-in/again')).headers.location).toContain('/sign-in?');
  expect((await stranger.post('/sign-in/again', { password: PASSWORD })).headers.location).toBe('/sign-in');
});

it('slows down who guesses the password in a browser that was left open, and the owner elsewhere signs in', async () => {
  let tries = 0;
  const csrf = await browser.csrfOf('/account');
  const guess = () => browser.post('/sign-in/again', { password: `guess number ${tries}`, csrf });
  while ((await guess()).status === 401) tries++;
  expect(tries).toBe(20);
  expect((await browser.post('/sign-in/again', { password: PASSWORD, csrf })).status).toBe(429);
  expect((await new SignedIn(app.http).signIn(email, PASSWORD)).status).toBe(303);
});

describe('the same for a page with scripts', () => {
  const send = async (body: object, csrf: string) =>
    app.http.post('/api/v1/session/again').set({ Cookie: browser.shown, 'X-CSRF-Token': csrf }).send(body);
  const cookieIn = (headers: Record<string, unknown>) =>
    (((headers['set-cookie'] ?? []) as string[]).find((one) => one.startsWith('timeledger_session=')) ?? '').split(
      ';',
    )[0];

  it('says what it asks for, and begins a fresh session in place of the old one', async () => {
    const csrf = await browser.csrfOf('/account');
    app.setNow(NOON + HOUR_MS);
    const ways = await app.http.get('/api/v1/session/again').set('Cookie', browser.shown).expect(200);
    expect(ways.body).toEqual({ hasPassword: true, asksForCode: false, byCompany: false });
    expect((await send({ password: PASSWORD }, 'no token')).status).toBe(403);
    const wrong = await send({ password: 'not it at all' }, csrf);
    expect([wrong.status, wrong.body]).toMatchObject([401, { error: { code: 'wrong_password' } }]);
    const { status, headers } = await send({ password: PASSWORD }, csrf);
    expect(status).toBe(204);
    const cookie = cookieIn(headers) ?? '';
    await app.http.get('/api/v1/session').set('Cookie', browser.shown).expect(401);
    const { body } = await app.http.get('/api/v1/session').set('Cookie', cookie).expect(200);
    const { csrfToken } = body as { csrfToken: string };
    const made = app.http.post('/api/v1/keys').set({ Cookie: cookie, 'X-CSRF-Token': csrfToken });
    await made.send({ name: 'x', kind: 'full' }).expect(201);
  });

  it('asks for the code of the second step too', async () => {
    const { secret } = await turnOnSecondStep(browser, PASSWORD, NOON);
    const csrf = await browser.csrfOf('/account');
    app.setNow(NOON + HOUR_MS);
    expect((await send({ password: PASSWORD }, csrf)).status).toBe(401);
    expect((await send({ password: PASSWORD, code: codeAt(secret, NOON + HOUR_MS) }, csrf)).status).toBe(204);
  });

  it('limits wrong passwords as the page does', async () => {
    const csrf = await browser.csrfOf('/account');
    for (let n = 0; n < 20; n++) expect((await send({ password: `guess ${n}` }, csrf)).status).toBe(401);
    expect((await send({ password: PASSWORD }, csrf)).status).toBe(429);
  });
});
