import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { SignedIn } from '../testing/signed-in.js';

const PASSWORD = 'correct horse battery';
const TEN_MINUTES_MS = 10 * 60_000;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

let users = 0;
/** A browser in which a new user signs in at noon, and its token. */
async function browserAtNoon() {
  app.setNow(NOON);
  const email = `fresh-${users++}@b.c`;
  const account = { email, timeZone: 'UTC', password: PASSWORD };
  const made = app.http.post('/api/v1/users').set('Authorization', `Bearer ${app.adminToken}`);
  const { id } = (await made.send(account).expect(201)).body as { id: string };
  const browser = new SignedIn(app.http);
  await browser.signIn(email, PASSWORD);
  return { browser, id, email, csrf: await browser.csrfOf('/account') };
}

/** What ends access or gives more of it. */
const CRITICAL = [
  ['post', '/api/v1/keys', { name: 'laptop', kind: 'full' }, 201],
  ['post', '/api/v1/erasures', {}, 202],
  ['post', '/api/v1/imports', { format: 'timeledger', lines: [] }, 200],
  ['delete', '/api/v1/account', {}, 202],
] as const;

describe('a session', () => {
  it.each(CRITICAL)(
    'may %s %s for ten minutes after its sign-in, and not later',
    async (method, path, body, status) => {
      const { browser, csrf } = await browserAtNoon();
      const send = () => app.http[method](path).set('Cookie', browser.shown).set('X-CSRF-Token', csrf).send(body);
      app.setNow(NOON + TEN_MINUTES_MS);
      const refused = await send();
      expect([refused.status, refused.body]).toMatchObject([403, { error: { code: 'sign_in_again' } }]);
      app.setNow(NOON + TEN_MINUTES_MS - 1);
      await send().expect(status);
    },
  );

  it('reads, revokes keys and changes the account at any time', async () => {
    const { browser, csrf, id } = await browserAtNoon();
    await app.createKey(id, 'read');
    app.setNow(NOON + 24 * 3_600_000);
    const { body } = await app.http.get('/api/v1/keys').set('Cookie', browser.shown).expect(200);
    const [{ id: keyId }] = (body as { keys: [{ id: string }] }).keys;
    const change = { timeZone: 'Asia/Tokyo' };
    const as = { Cookie: browser.shown, 'X-CSRF-Token': csrf };
    await app.http.put('/api/v1/account').set(as).send(change).expect(204);
    await app.http.delete(`/api/v1/keys/${keyId}`).set(as).expect(204);
  });

  it('does not become fresh by being used', async () => {
    const { browser, csrf } = await browserAtNoon();
    for (let minutes = 1; minutes <= 10; minutes++) {
      app.setNow(NOON + minutes * 60_000);
      expect((await browser.get('/account')).status).toBe(200);
    }
    const sent = app.http.post('/api/v1/keys').set({ Cookie: browser.shown, 'X-CSRF-Token': csrf });
    await sent.send({ name: 'late' }).expect(403);
  });
});

it.each(CRITICAL)('a full key may %s %s at any time, but makes no full key', async (method, path, body, status) => {
  const { id } = await browserAtNoon();
  const key = await app.createKey(id, 'full');
  app.setNow(NOON + 24 * 3_600_000);
  const asked = path === '/api/v1/keys' ? { name: 'laptop' } : body;
  await app.http[method](path).set('Authorization', `Bearer ${key}`).send(asked).expect(status);
});
