import { SignedIn } from '../testing/signed-in.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const [EMAIL, PASSWORD] = ['owner@b.c', 'correct horse battery'];
let app: TestApp;
let key: string;
let browser: SignedIn;
beforeAll(async () => {
  app = await startApp();
  await app.http.post('/sign-up').type('form').send({ email: EMAIL, password: PASSWORD, time_zone: 'UTC' }).expect(303);
  ({ fullKey: key } = await app.createUser('other@b.c'));
  browser = new SignedIn(app.http);
  await browser.signIn(EMAIL, PASSWORD);
});
afterAll(() => app.close());

const get = (path: string) => app.http.get(path).set('Authorization', `Bearer ${key}`);
const cachingOf = (response: { headers: Record<string, unknown> }) => response.headers['cache-control'];

it.each([
  ...['/api/v1/account', '/api/v1/keys', '/api/v1/devices', '/api/v1/taxonomy', '/api/v1/teams', '/api/v1/alerts'],
  ...['/api/v1/highlights', '/api/v1/schedules', '/api/v1/export', '/api/v1/export?format=csv', '/agent/v1/commands'],
  ...['/anapi/data', '/anapi/alerts_feed', '/anapi/focustime_started_feed', '/API/V1/keys/', '/api/v1/nowhere'],
])('no cache may keep the answer of GET %s to a key', async (path) => {
  expect(cachingOf(await get(path))).toContain('no-store');
});

it.each(['/account', '/account/keys', '/account/applications', '/oauth/authorize?client_id=x', '/api/v1/keys'])(
  'no cache may keep the answer of GET %s to a session',
  async (path) => {
    expect(cachingOf(await browser.get(path))).toBe('no-store');
  },
);

it('holds for redirects, refused hosts and bodies that cannot be read', async () => {
  expect(cachingOf(await app.http.get('/account').expect(303))).toBe('no-store');
  expect(cachingOf(await app.http.get('/account').set('Host', 'evil.example').expect(421))).toBe('no-store');
  expect(cachingOf(await app.http.post('/api/v1/keys').send('{').expect(400))).toBe('no-store');
});

it('caches may keep the style of the pages, and the document of the API', async () => {
  expect(cachingOf(await app.http.get('/pages/style.css').expect(200))).toBe('public, max-age=3600');
  expect(cachingOf(await app.http.get('/api/docs/swagger-ui.css').expect(200))).toMatch(/^public/);
});
