import { SignedIn } from '../testing/signed-in.js';
import { startApp, type TestApp } from '../testing/start-app.js';

/** Strangers use up the tries of an account, and its owner still signs in. */

const PASSWORD = 'correct horse battery';
const [HOME, AWAY] = ['192.0.2.1', '192.0.2.2'];

let app: TestApp;
let email: string;
let users = 0;
beforeAll(async () => {
  app = await startApp({ trustProxy: 1 });
});
afterAll(() => app.close());
beforeEach(async () => {
  // Every test begins with empty counts.
  app.setNow(Date.parse('2026-11-21T12:00:00Z') + ++users * 24 * 3_600_000);
  email = await openAccount(`person-${users}@example.org`);
});

async function openAccount(address: string): Promise<string> {
  const terms = { email: address, timeZone: 'UTC', password: PASSWORD };
  await app.http.post('/api/v1/users').set('Authorization', `Bearer ${app.adminToken}`).send(terms).expect(201);
  return address;
}

/** Signs in from an address, with these cookies. */
const signIn = (of: string, password: string, address: string, cookies = '') =>
  app.http
    .post('/sign-in')
    .set('X-Forwarded-For', address)
    .set('Cookie', cookies)
    .type('form')
    .send({ email: of, password });

const statusOf = async (sent: ReturnType<typeof signIn>): Promise<number> => (await sent).status;

/** A browser of the user, in which they have signed in and out from an address. */
async function knownCookie(of: string, address: string): Promise<string> {
  const { headers } = await signIn(of, PASSWORD, address).expect(303);
  const cookies = headers['set-cookie'] as unknown as string[];
  return cookies.find((cookie) => cookie.startsWith('timeledger_device='))?.split(';', 1)[0] ?? '';
}

/** Strangers at many addresses use up all tries of the account. */
async function lockOut(): Promise<void> {
  const guesses = Array.from({ length: 61 }, (_, n) => statusOf(signIn(email, 'wrong password', `198.51.100.${n}`)));
  expect((await Promise.all(guesses)).filter((status) => status === 429)).toHaveLength(1);
}

/** How many of these sign-ins, sent at once, have this status. */
async function countOf(status: number, tries: number, send: () => ReturnType<typeof signIn>): Promise<number> {
  const statuses = await Promise.all(Array.from({ length: tries }, () => statusOf(send())));
  return statuses.filter((one) => one === status).length;
}

describe('an account whose tries strangers have used up', () => {
  it('opens by its password in a browser, or from an address, that signed in before; strangers wait', async () => {
    const cookie = await knownCookie(email, HOME);
    await lockOut();
    expect(await statusOf(signIn(email, PASSWORD, AWAY))).toBe(429);
    expect(await statusOf(signIn(email, PASSWORD, AWAY, cookie))).toBe(303);
    expect(await statusOf(signIn(email, PASSWORD, HOME))).toBe(303);
  });

  it('stays shut for a forged device, for that of another user, and for one from before a new password', async () => {
    const stale = await knownCookie(email, HOME);
    const other = await knownCookie(await openAccount(`other-${email}`), HOME);
    const browser = new SignedIn(app.http);
    await browser.signIn(email, PASSWORD);
    const next = 'another horse battery';
    await browser.post('/account/password', { current: PASSWORD, next }, '/account');
    await lockOut();
    const forged = `timeledger_device=${'a'.repeat(22)}.${'b'.repeat(43)}`;
    for (const cookie of [stale, other, forged, 'timeledger_device=', 'timeledger_device=j:{"a":1}']) {
      expect(await statusOf(signIn(email, next, AWAY, cookie))).toBe(429);
    }
    expect(await statusOf(signIn(email, next, AWAY, browser.device))).toBe(303);
  });

  it('lets its owner change the password, who is signed in', async () => {
    const browser = new SignedIn(app.http);
    await browser.signIn(email, PASSWORD);
    await lockOut();
    const change = (current: string) =>
      browser.post('/account/password', { current, next: 'another horse battery' }, '/account');
    expect((await change('wrong password')).text).toContain('The current password is wrong');
    expect((await change(PASSWORD)).headers.location).toBe('/account?done=password');
  });
});

describe('a browser or an address that signed in before', () => {
  it('has twenty wrong passwords of its own, which lock out no others', async () => {
    const cookie = await knownCookie(email, HOME);
    expect(await countOf(401, 25, () => signIn(email, 'wrong password', AWAY, cookie))).toBe(20);
    expect(await countOf(401, 25, () => signIn(email, 'wrong password', HOME))).toBe(20);
    expect(await statusOf(signIn(email, PASSWORD, HOME))).toBe(429);
    expect(await statusOf(signIn(email, PASSWORD, '192.0.2.3'))).toBe(303);
  });

  it('is not stopped by a neighbour behind the same address, and tells the neighbour nothing', async () => {
    await knownCookie(email, HOME);
    expect(await countOf(401, 25, () => signIn('stranger@example.org', 'wrong password', HOME))).toBe(20);
    const [known, unknown] = [
      await signIn(email, 'wrong password', HOME),
      await signIn('stranger@example.org', 'wrong password', HOME),
    ];
    expect([known.status, known.headers['retry-after']]).toEqual([429, unknown.headers['retry-after']]);
    // The page names the port of the server, and each request of the test has a server of its own.
    const without = ({ text }: { text: string }, address: string) =>
      text.replaceAll(address, '').replace(/localhost:\d+/g, 'localhost');
    expect(without(known, email)).toBe(without(unknown, 'stranger@example.org'));
    expect(await statusOf(signIn(email, PASSWORD, HOME))).toBe(303);
  });

  it('keeps its id at the next sign-in, and has one for each user', async () => {
    const browser = new SignedIn(app.http);
    await browser.signIn(email, PASSWORD);
    const first = browser.device;
    await browser.signIn(email, PASSWORD);
    expect(browser.device).toBe(first);
    await browser.signIn(await openAccount(`second-${email}`), PASSWORD);
    expect(browser.device).not.toBe(first);
  });

  it('is forgotten after a month without a sign-in, when only its address is known', async () => {
    await knownCookie(email, HOME);
    const later = Date.parse('2026-11-21T12:00:00Z') + users * 24 * 3_600_000 + 30 * 24 * 3_600_000;
    app.setNow(later);
    await lockOut();
    expect(await statusOf(signIn(email, PASSWORD, HOME))).toBe(429);
  });
});
