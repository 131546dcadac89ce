import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const PASSWORD = 'correct horse battery';
const DAY_MS = 24 * 3_600_000;
const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0';

interface Listed {
  readonly id: string;
  readonly browser: string | null;
  readonly startedAt: string;
  readonly lastUsedOn: string;
  readonly expiresAt: string;
  readonly isThis: boolean;
}

let app: TestApp;
let email: string;
let id: string;
let browser: SignedIn;
let users = 0;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  app.setNow(NOON);
  email = `session-${users++}@example.org`;
  id = await open(email);
  browser = await signedIn(email, FIREFOX);
});

async function open(address: string): Promise<string> {
  const account = { email: address, timeZone: 'Pacific/Auckland', password: PASSWORD };
  const { body } = await app.http
    .post('/api/v1/users')
    .set('Authorization', `Bearer ${app.adminToken}`)
    .send(account)
    .expect(201);
  return (body as { id: string }).id;
}

async function signedIn(address: string, userAgent = 'curl/8.5.0'): Promise<SignedIn> {
  const one = new SignedIn(app.http, { 'User-Agent': userAgent });
  await one.signIn(address, PASSWORD);
  return one;
}

const listOf = async (one: SignedIn): Promise<Listed[]> =>
  ((await one.get('/api/v1/sessions')).body as { sessions: Listed[] }).sessions;
const isSignedIn = async (one: SignedIn): Promise<boolean> => (await one.get('/account')).status === 200;

describe('the sessions of a user', () => {
  it('are listed with browser, system and days, the newest first, and this one is marked', async () => {
    app.setNow(NOON + DAY_MS);
    const phone = await signedIn(email, 'Mozilla/5.0 (Android 16; Mobile; rv:145.0) Gecko/145.0 Firefox/145.0');
    expect(await listOf(phone)).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-f-]{36}$/) as string,
        browser: 'Firefox on Android',
        startedAt: '2026-11-22T11:00:00.000Z',
        lastUsedOn: '2026-11-22',
        expiresAt: '2026-12-22T11:00:00.000Z',
        isThis: true,
      },
      expect.objectContaining({ browser: 'Firefox on Linux', lastUsedOn: '2026-11-21', isThis: false }),
    ]);
  });

  it('note the day of their last use, once a day however often they are used', async () => {
    app.setNow(NOON + 2 * DAY_MS);
    for (let used = 0; used < 5; used++) await browser.get('/account');
    expect(await listOf(browser)).toMatchObject([{ lastUsedOn: '2026-11-23' }]);
    const types: string[] = [];
    for await (const { type } of app.stores.eventStore.read(`session-${id}`)) types.push(type);
    expect(types).toEqual(['SessionListed', 'SessionUsed']);
  });

  it('are those of one user, and no secret is among them', async () => {
    await open(`other-${email}`);
    const other = await signedIn(`other-${email}`);
    const { text } = await other.get('/api/v1/sessions');
    expect(await listOf(other)).toHaveLength(1);
    for (const one of [browser, other]) expect(text).not.toContain(one.shown.split('=')[1]);
  });

  it('leave the list when they are too old, and when the user signs out everywhere', async () => {
    app.setNow(NOON + 29 * DAY_MS);
    const next = await signedIn(email);
    expect(await listOf(next)).toHaveLength(2);
    app.setNow(NOON + 30 * DAY_MS);
    expect(await listOf(next)).toHaveLength(1);
    await next.post('/account/sign-out-everywhere', {}, '/account');
    app.setNow(NOON + 30 * DAY_MS + 1);
    expect(await listOf(await signedIn(email))).toHaveLength(1);
  });

  it('are not opened by an API key', async () => {
    const { fullKey: key } = await app.createUser(`key-${email}`);
    await app.http.get('/api/v1/sessions').set('Authorization', `Bearer ${key}`).expect(401);
  });
});

describe('a session', () => {
  const end = async (by: SignedIn, sessionId: string) =>
    app.http
      .delete(`/api/v1/sessions/${sessionId}`)
      .set('Cookie', by.shown)
      .set('X-CSRF-Token', await by.csrfOf('/account'));

  it('is ended at once from another browser', async () => {
    const lost = await signedIn(email);
    const [{ id: lostId } = { id: '' }] = await listOf(lost);
    expect(await isSignedIn(lost)).toBe(true);
    expect((await end(browser, lostId)).status).toBe(204);
    expect(await isSignedIn(lost)).toBe(false);
    expect((await end(browser, lostId)).status).toBe(404);
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('is not ended by another user, or without the token of the form', async () => {
    await open(`thief-${email}`);
    const thief = await signedIn(`thief-${email}`);
    const [{ id: ownId } = { id: '' }] = await listOf(browser);
    expect((await end(thief, ownId)).status).toBe(404);
    const without = await app.http.delete(`/api/v1/sessions/${ownId}`).set('Cookie', browser.shown);
    expect(without.status).toBe(403);
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('is ended on the page, which says so', async () => {
    const lost = await signedIn(email);
    const [{ id: lostId } = { id: '' }] = await listOf(lost);
    const { text } = await browser.get('/account/sessions');
    expect(text).toContain('Firefox on Linux (this one)');
    expect(text).toContain('Another program on another system');
    // Noon in Berlin is the next day in Auckland.
    expect(text).toContain('Signed in on 22 November 2026.');
    const { status, headers } = await browser.post(`/account/sessions/${lostId}/end`, {}, '/account/sessions');
    expect([status, headers.location]).toEqual([303, '/account/sessions?done=ended']);
    expect((await browser.get('/account/sessions?done=ended')).text).toContain('The session has ended.');
    expect(await isSignedIn(lost)).toBe(false);
  });

  it('signs its own browser out when it is ended there', async () => {
    const [{ id: ownId } = { id: '' }] = await listOf(browser);
    const { headers } = await browser.post(`/account/sessions/${ownId}/end`, {}, '/account/sessions');
    expect(headers.location).toBe('/sign-in');
    expect(await isSignedIn(browser)).toBe(false);
  });
});
