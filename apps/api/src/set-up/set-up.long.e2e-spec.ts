import { SET_UP_STREAM } from '@app/domain';
import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const DAY_MS = 86_400_000;
const ADA = { email: 'ada@example.org', password: 'correct horse battery', timeZone: 'Europe/Berlin' };
const UNKNOWN = '00000000-0000-4000-8000-000000000000';

let app: TestApp;
let link: string;
const check = (shown: unknown) => app.http.post('/api/v1/set-up/link').send({ link: shown as string });
const open = (body: object) => app.http.post('/api/v1/set-up').send(body);
const codeOf = ({ body }: { body: unknown }) => (body as { error: { code: string } }).error.code;

const withServer = () => {
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());
};

// The order counts: the last test makes the account.
describe('the link to the first account', () => {
  withServer();
  beforeEach(async () => {
    app.setNow(NOON);
    link = (await app.setUpLink()) ?? '';
  });

  it('is needed: without it a stranger gets nothing', async () => {
    expect(codeOf(await check(UNKNOWN).expect(404))).toBe('unknown_link');
    expect(codeOf(await open({ ...ADA, link: UNKNOWN }).expect(404))).toBe('unknown_link');
    for (const shown of ['', `${link} `, link.toUpperCase(), '__proto__']) await check(shown).expect(404);
    for (const shown of [[link], { link }, null, 7, 'x'.repeat(101)]) await check(shown).expect(400);
    await open(ADA).expect(400);
  });

  it('is stored as a hash only', async () => {
    const texts: string[] = [];
    for await (const { data } of app.stores.eventStore.read(SET_UP_STREAM)) texts.push(JSON.stringify(data));
    expect(texts.length).toBeGreaterThan(0);
    expect(texts.join()).not.toContain(link);
    expect(app.logged()).not.toContain(link);
  });

  it('ends after a day, and when a newer one is made', async () => {
    await check(link).expect(204);
    app.setNow(NOON + DAY_MS - 1);
    await check(link).expect(204);
    app.setNow(NOON + DAY_MS);
    await check(link).expect(404);
    app.setNow(NOON);
    const newer = await app.setUpLink();
    await check(link).expect(404);
    await check(newer).expect(204);
  });

  it('is taken from pages of our own only', async () => {
    const foreign = await open({ ...ADA, link })
      .set('Sec-Fetch-Site', 'cross-site')
      .expect(403);
    expect(codeOf(foreign)).toBe('csrf');
  });

  it.each([
    [{ password: 'short' }, 'weak_password'],
    [{ password: 'passwordpassword' }, 'weak_password'],
    [{ password: ADA.email }, 'weak_password'],
    [{ email: 'ada' }, 'invalid_email'],
    [{ email: `${'x'.repeat(300)}@example.org` }, 'invalid_email'],
    [{ timeZone: 'Mars/Olympus' }, 'unknown_time_zone'],
    [{ timeZone: '' }, 'unknown_time_zone'],
  ])('outlives a form that is refused: %j is %s', async (wrong, code) => {
    expect(codeOf(await open({ ...ADA, ...wrong, link }).expect(400))).toBe(code);
    await check(link).expect(204);
  });

  it('makes one account of two requests at once, signs in, and ends', async () => {
    const tries = ['ada@example.org', 'eve@example.org', 'bob@example.org'].map(async (email) => {
      const answer = await open({ ...ADA, email, link });
      return { email, answer };
    });
    const done = await Promise.all(tries);
    expect(done.map(({ answer }) => answer.status).sort()).toEqual([204, 404, 404]);
    const made = done.find(({ answer }) => answer.status === 204);
    const [cookie = ''] = (made?.answer.headers['set-cookie'] ?? []) as unknown as string[];
    const browser = new SignedIn(app.http);
    browser.show(cookie.split(';', 1)[0] ?? '');
    const session = await browser.get('/api/v1/session');
    expect(session.body).toMatchObject({ email: made?.email, timeZone: 'Europe/Berlin' });
    for (const { email, answer } of done) {
      const signedIn = await new SignedIn(app.http).signIn(email, ADA.password);
      expect([email, signedIn.status]).toEqual([email, answer.status === 204 ? 303 : 401]);
    }
    await check(link).expect(404);
  });
});

describe('a server on which the administrator opened an account', () => {
  withServer();

  it('takes no link from before, and makes none', async () => {
    link = (await app.setUpLink()) ?? '';
    await check(link).expect(204);
    await app.openAccount('ada@example.org');
    await check(link).expect(404);
    await open({ ...ADA, email: 'eve@example.org', link }).expect(404);
    expect(await app.setUpLink()).toBeUndefined();
  });
});
