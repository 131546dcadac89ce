import { documentWithoutStores } from '../document-without-stores.js';
import { startApp, type TestApp } from '../testing/start-app.js';

type Method = 'get' | 'post' | 'put' | 'delete';

const SOME_ID = '7b1f3f0e-43b4-4a55-9c55-1d5b7a0b6a11';
/** It ends what the other calls need: only strangers ask for it here. */
const END_OF_ACCOUNT = 'DELETE /api/v1/account';

/**
 * Calls every operation of the document in ways that it may refuse. The hook of `startApp` compares
 * each answer with the document, so nothing is expected here but that there is an answer.
 */
describe('every operation of the OpenAPI document', () => {
  let app: TestApp;
  let operations: readonly (readonly [method: Method, path: string])[];
  let key: string;
  let token: string;
  beforeAll(async () => {
    app = await startApp();
    const user = await app.createUser('everything@example.org');
    key = user.key;
    token = await app.issueToken(user.id, ['time_data', 'alert_data']);
    const { paths } = await documentWithoutStores();
    operations = Object.entries(paths).flatMap(([path, routes]) =>
      (Object.keys(routes) as Method[]).map((method) => [method, path] as const),
    );
  });
  afterAll(() => app.close());

  const credentialOf = (path: string): string => {
    if (path.startsWith('/api/oauth/')) return token;
    return /^\/api\/v1\/(users|oauth-applications|statistics)/.test(path) ? app.adminToken : key;
  };
  /** Calls each operation, its path filled with `id`, and answers how many were called. */
  const callEach = async (id: string, send: (method: Method, path: string, filled: string) => Promise<unknown>) => {
    for (const [method, path] of operations) await send(method, path, path.replace(/\{\w+\}/g, id));
    return operations.length;
  };

  it.each(['1', SOME_ID, 'not%20an%20id'])('answers a stranger who asks for %s as documented', async (id) => {
    expect(await callEach(id, (method, _, filled) => app.http[method](filled))).toBeGreaterThan(75);
  });

  it.each([
    ['no JSON', '{"name":'],
    ['nothing', ''],
    ['an empty object', '{}'],
    ['fields of a wrong type', JSON.stringify({ name: 7, ranges: {}, activities: 'x', profile: [], sharing: 1 })],
    ['too much', JSON.stringify({ name: 'x'.repeat(3_000_000) })],
  ])('answers who may ask and sends %s as documented', async (_, body) => {
    const send = (method: Method, path: string, filled: string) =>
      app.http[method](filled)
        .set('Authorization', `Bearer ${credentialOf(path)}`)
        .type('json')
        .send(method === 'get' ? undefined : body);
    for (const id of ['1', SOME_ID]) {
      const called = await callEach(id, async (method, path, filled) =>
        `${method.toUpperCase()} ${path}` === END_OF_ACCOUNT ? undefined : send(method, path, filled),
      );
      expect(called).toBeGreaterThan(75);
    }
  });

  it('answers a request for another host as documented', async () => {
    const call = async (method: Method, _: string, filled: string) => app.http[method](filled).set('Host', 'evil.test');
    expect(await callEach(SOME_ID, call)).toBeGreaterThan(75);
  });
});
