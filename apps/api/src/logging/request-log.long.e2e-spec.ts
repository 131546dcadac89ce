import { startApp, type TestApp } from '../testing/start-app.js';

let app: TestApp;
let key: string;
beforeAll(async () => {
  app = await startApp();
  ({ fullKey: key } = await app.createUser('owner@b.c'));
});
afterAll(() => app.close());

interface Entry {
  readonly req?: { readonly method: string; readonly path: string };
  readonly res?: { readonly status: number };
}

/** What the log has of the requests since the last call. */
let seen = 0;
function requestsLogged(): string[] {
  const all = app.logged();
  const entries = all
    .slice(seen)
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Entry);
  seen = all.length;
  return entries.flatMap(({ req, res }) => (req ? [`${req.method} ${req.path} ${res?.status}`] : []));
}

const MARK = 'Verbotene-Liebe';

it.each([
  ['put', `/api/v1/taxonomy/activities/${MARK}`, 'PUT /api/v1/taxonomy/activities/:activity'],
  ['delete', `/API/v1/Taxonomy/activities/${MARK}/`, 'DELETE /api/v1/taxonomy/activities/:activity'],
  ['put', `/api/v1/taxonomy/activities/${MARK}%E0%A4%A`, 'PUT /api/v1/*'],
  ['get', `/api/v1/taxonomy/activities/${MARK}/more`, 'GET /api/v1/*'],
  ['delete', `/api/v1/devices/${MARK}`, 'DELETE /api/v1/devices/:id'],
  ['get', `/invitations/${MARK}`, 'GET /invitations/:token'],
  ['get', `/anapi/${MARK}?key=${MARK}`, 'GET /anapi/*'],
  ['get', `/${MARK}@example.org`, 'GET *'],
  ['get', `/api/docs/${MARK}`, 'GET /api/docs/*'],
] as const)('holds no part of %s %s that a user chose', async (method, path, expected) => {
  requestsLogged();
  await app.http[method](path).set('Authorization', `Bearer ${key}`).send();
  expect(app.logged()).not.toContain(MARK);
  expect(requestsLogged()).toEqual([
    expect.stringMatching(new RegExp(`^${expected.replace(/[*.]/g, '\\$&')} [234]\\d\\d$`)),
  ]);
});

it('holds no name from a body that cannot be read, and no name of a host', async () => {
  await app.http.post(`/api/v1/imports`).set('Authorization', `Bearer ${key}`).send(`{"${MARK}":`).expect(400);
  await app.http.get('/hello').set('Host', `${MARK}.example`).expect(421);
  expect(app.logged()).not.toContain(MARK);
});
