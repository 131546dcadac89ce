import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const PASSWORD = 'correct horse battery';
const DAY_MS = 86_400_000;
const FIRST = '2026-12-05T11:00:00.000Z';

let app: TestApp;
beforeAll(async () => {
  app = await startApp({ longestKeptMonths: 60 });
});
afterAll(() => app.close());

let users = 0;
async function user() {
  app.setNow(NOON);
  const email = `keeping-${users++}@example.org`;
  const account = { email, timeZone: 'Europe/Berlin', password: PASSWORD };
  const made = app.http.post('/api/v1/users').set('Authorization', `Bearer ${app.adminToken}`).send(account);
  const { id } = (await made.expect(201)).body as { id: string };
  const browser = new SignedIn(app.http);
  await browser.signIn(email, PASSWORD);
  const key = await app.createKey(id, 'full');
  const call = (method: 'get' | 'put', body?: object) =>
    app.http[method]('/api/v1/account/keeping').set('Authorization', `Bearer ${key}`).send(body);
  return { id, browser, call };
}

describe('how long time is kept', () => {
  it('is chosen in months, and the answer tells when time is erased for the first time', async () => {
    const { call } = await user();
    const { body } = await call('put', { months: 24 }).expect(200);
    const shown = { months: 24, longestMonths: 60, keptMonths: 24, firstErasureAt: FIRST, erasedBefore: null };
    expect(body).toEqual(shown);
    app.setNow(NOON + DAY_MS);
    expect((await call('put', { months: 24 }).expect(200)).body).toEqual(shown);
    expect((await call('get').expect(200)).body).toEqual(shown);
  });

  it('is never longer than the administrator allows, and for ever means that longest', async () => {
    const { call } = await user();
    const kept = async (months: number | null) =>
      ((await call('put', { months }).expect(200)).body as { keptMonths: number }).keptMonths;
    expect([await kept(1_200), await kept(12), await kept(null)]).toEqual([60, 12, 60]);
  });

  it.each([0, 1_201, 1.5, -3, '12', undefined, [12]])('is not chosen by %j', async (months) => {
    const { call } = await user();
    expect((await call('put', { months }).expect(400)).body).toMatchObject({ error: { code: 'invalid_request' } });
  });

  it('is chosen on a page too; the account’s page says what will happen, and when', async () => {
    const { browser } = await user();
    const { status, headers } = await browser.post('/account/keeping', { months: ' 24 ' }, '/account/keeping');
    expect([status, (headers as { location?: string }).location]).toEqual([303, '/account/keeping?done=saved']);
    for (const path of ['/account', '/account/keeping']) {
      const { text } = await browser.get(path);
      expect(text).toContain('Time that is older than 24 months is erased by itself.');
      expect(text).toContain('This happens for the first time after 5 December 2026.');
    }
    expect((await browser.get('/account/keeping')).text).toContain('value="24"');
    const refused = await browser.post('/account/keeping', { months: 'two' }, '/account/keeping');
    expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('Months are a whole number')]);
    await browser.post('/account/keeping', { months: '' }, '/account/keeping');
    expect((await browser.get('/account')).text).toContain(
      'The administrator of this server keeps time for 60 months at most.',
    );
  });

  it('wants a fresh sign-in for a change: it erases, though later', async () => {
    const { browser, call } = await user();
    const csrf = await browser.csrfOf('/account');
    app.setNow(NOON + 11 * 60_000);
    const put = app.http.put('/api/v1/account/keeping').set({ Cookie: browser.shown, 'X-CSRF-Token': csrf });
    expect((await put.send({ months: 1 }).expect(403)).body).toMatchObject({ error: { code: 'sign_in_again' } });
    expect((await call('get')).body).toMatchObject({ months: null });
  });
});
