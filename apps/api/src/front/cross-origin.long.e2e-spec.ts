import { SignedIn } from '../testing/signed-in.js';
import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const ORIGIN = 'https://dashboard.example';
const FIELDS = { email: 'owner@b.c', password: 'correct horse battery', time_zone: 'UTC' };
let app: TestApp;
let user: TestUser;
let browser: SignedIn;
beforeAll(async () => {
  app = await startApp();
  user = await app.createUser('other@b.c');
  await app.http.post('/sign-up').type('form').send(FIELDS).expect(303);
  browser = new SignedIn(app.http);
  await browser.signIn(FIELDS.email, FIELDS.password);
});
afterAll(() => app.close());

type Answer = { status: number; headers: Record<string, string | undefined> };
const allowed = ({ headers }: Answer) => headers['access-control-allow-origin'];
const resourcePolicy = ({ headers }: Answer) => headers['cross-origin-resource-policy'];

const preflight = (path: string, headers: string, method = 'POST') =>
  app.http
    .options(path)
    .set({ Origin: ORIGIN, 'Access-Control-Request-Method': method, 'Access-Control-Request-Headers': headers });

describe('a page of another origin', () => {
  it.each([
    ['/anapi/data', 'content-type'],
    ['/api/oauth/data', 'authorization'],
    ['/oauth/token', 'authorization, content-type'],
    ['/oauth/revoke', 'content-type'],
    ['/.well-known/oauth-authorization-server', 'accept'],
    ['/api/v1/keys', 'content-type, Authorization'],
  ])('may ask %s with %s', async (path, wanted) => {
    const answer = await preflight(path, wanted).expect(204);
    expect(allowed(answer)).toBe('*');
    expect(answer.headers['access-control-allow-headers']).toBe(wanted);
    expect(answer.headers['access-control-allow-methods']).toContain('DELETE');
    expect(answer.headers['access-control-allow-credentials']).toBeUndefined();
  });

  it.each([
    '/sign-in',
    '/account',
    '/account/keys',
    '/oauth/authorize',
    '/agent/v1/activities',
    '/api/docs',
    '/health/live',
  ])('may not ask %s', async (path) => {
    expect(allowed(await preflight(path, 'authorization').expect(404))).toBeUndefined();
    expect(allowed(await app.http.get(path).set('Origin', ORIGIN))).toBeUndefined();
  });

  it('may not ask /api/v1 without the header in which a key goes', async () => {
    expect(allowed(await preflight('/api/v1/keys', 'content-type').expect(404))).toBeUndefined();
    expect(allowed(await preflight('/api/v1/keys', 'x-authorization').expect(404))).toBeUndefined();
  });

  it.each([
    [`/anapi/data?key=`, 200],
    ['/anapi/nowhere?key=', 404],
    ['/anapi/data?key=wrong', 400],
  ])('reads the answer of GET %s, refusals included', async (path, status) => {
    const answer = await app.http.get(path.endsWith('=') ? `${path}${user.key}` : path).set('Origin', ORIGIN);
    expect([answer.status, allowed(answer), resourcePolicy(answer)]).toEqual([status, '*', 'cross-origin']);
  });

  it('reads refusals of the token endpoint, and of a body that is no JSON', async () => {
    expect(allowed(await app.http.post('/oauth/token').set('Origin', ORIGIN).send('x').expect(401))).toBe('*');
    const bad = app.http.post('/api/v1/keys').set({ Origin: ORIGIN, Authorization: `Bearer ${user.fullKey}` });
    expect(allowed(await bad.send('{').expect(400))).toBe('*');
  });

  it('reads /api/v1 by a key that it sends, never by the cookie of the browser', async () => {
    const cookie = browser.shown;
    const byCookie = await app.http.get('/api/v1/account').set({ Cookie: cookie, Origin: ORIGIN }).expect(200);
    expect([allowed(byCookie), resourcePolicy(byCookie)]).toEqual([undefined, 'same-origin']);
    const byKey = app.http
      .get('/api/v1/account')
      .set({ Cookie: cookie, Origin: ORIGIN, Authorization: `Bearer ${user.fullKey}` });
    const answer = await byKey.expect(200);
    expect(allowed(answer)).toBe('*');
    expect(answer.body).toMatchObject({ email: 'other@b.c' });
    for (const authorization of ['Bearer wrong', 'Bearer', 'Basic eDp5', '']) {
      const sent = app.http
        .get('/api/v1/account')
        .set({ Cookie: cookie, Origin: ORIGIN, Authorization: authorization });
      expect([authorization, (await sent).status]).toEqual([authorization, 401]);
    }
  });
});
