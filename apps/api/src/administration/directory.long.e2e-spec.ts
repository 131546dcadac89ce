import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const asAdmin = async (method: 'get' | 'delete', path: string) => {
  const { status, body } = await app.http[method](`/api/v1/${path}`).set('Authorization', `Bearer ${app.adminToken}`);
  return { status, body: body as unknown };
};

interface Listed {
  readonly users: readonly { readonly id: string; readonly email: string }[];
  readonly next?: string;
}
const list = async (query = '') => (await asAdmin('get', `users${query}`)).body as Listed;
const emails = async (query?: string) => (await list(query)).users.map(({ email }) => email);

describe('the list of users', () => {
  it('has every open account, oldest first, and finds them by a part of the address in any case', async () => {
    for (const email of ['Ada@Example.org', 'bob@example.net', 'eve+adamant@example.com']) await app.createUser(email);
    await until('three users', async () => (await list()).users.length === 3);
    expect(await emails()).toEqual(['ada@example.org', 'bob@example.net', 'eve+adamant@example.com']);
    expect(await emails('?email=ADA')).toEqual(['ada@example.org', 'eve+adamant@example.com']);
    expect(await emails('?email=example.net')).toEqual(['bob@example.net']);
    expect(await emails('?email=%25')).toEqual([]);
    expect(await emails('?email=none')).toEqual([]);
  });

  it('tells of an account what the administrator may set or must know, and nothing of its time', async () => {
    const [ada] = (await list('?email=ada@')).users;
    const shown = {
      ...{ id: ada?.id, email: 'ada@example.org', isEmailVerified: true, timeZone: 'Europe/Berlin', plan: 'premium' },
      ...{ hasPassword: false, keys: 3 },
    };
    expect(ada).toEqual(shown);
    expect(await asAdmin('get', `users/${String(ada?.id)}`)).toEqual({ status: 200, body: shown });
  });

  it('goes on behind an account, also one that is closed', async () => {
    const ids = (await list()).users.map(({ id }) => id);
    expect(await emails(`?after=${String(ids[0])}`)).toEqual(['bob@example.net', 'eve+adamant@example.com']);
    expect(await asAdmin('delete', `users/${String(ids[1])}`)).toEqual({
      ...{ status: 202, body: { id: expect.any(String) as string } },
    });
    expect(await emails()).toEqual(['ada@example.org', 'eve+adamant@example.com']);
    expect(await emails(`?after=${String(ids[1])}`)).toEqual(['eve+adamant@example.com']);
    for (const method of ['get', 'delete'] as const) {
      expect(await asAdmin(method, `users/${String(ids[1])}`)).toMatchObject({
        ...{ status: 404, body: { error: { code: 'unknown_account' } } },
      });
    }
    const stranger = '22222222-2222-4222-8222-222222222222';
    expect(await asAdmin('get', `users?after=${stranger}`)).toMatchObject({ status: 404 });
    expect(await asAdmin('get', 'users?after=1')).toMatchObject({ status: 400 });
  });

  it('comes in pages of a hundred, whose end is the beginning of the next', async () => {
    const open = (n: number) => {
      const body = { email: `page-${n}@example.org`, timeZone: 'UTC' };
      return app.http.post('/api/v1/users').set('Authorization', `Bearer ${app.adminToken}`).send(body).expect(201);
    };
    for (let n = 0; n < 100; n += 10) await Promise.all(Array.from({ length: 10 }, (_, of) => open(n + of)));
    await until('all users', async () => (await list('?email=page-9')).users.length === 11);
    const first = await list('?email=example');
    expect(first.users.length).toBe(100);
    const second = await list(`?email=example&after=${String(first.next)}`);
    const both = [...first.users, ...second.users].map(({ id }) => id);
    expect([second.users.length, new Set(both).size]).toEqual([2, 102]);
    expect(second.next).toBeUndefined();
  });
});

it('the list of applications has those that are registered now, without their secrets', async () => {
  const [kept, gone] = [await app.registerApplication(), await app.registerApplication({ name: 'Gone' })];
  const applications = async () =>
    ((await asAdmin('get', 'oauth-applications')).body as { applications: { clientId: string }[] }).applications;
  await until('both', async () => (await applications()).length === 2);
  await asAdmin('delete', `oauth-applications/${gone.clientId}`);
  const [only, ...others] = await applications();
  expect(others).toEqual([]);
  expect(only).toEqual((await asAdmin('get', `oauth-applications/${kept.clientId}`)).body);
  expect(JSON.stringify(only)).not.toMatch(/secret/i);
});

it.each([
  ['get', 'users'],
  ['get', 'users/22222222-2222-4222-8222-222222222222'],
  ['delete', 'users/22222222-2222-4222-8222-222222222222'],
  ['get', 'oauth-applications'],
] as const)('%s /api/v1/%s is the administrator’s: the key of a user opens nothing', async (method, path) => {
  const { fullKey: key } = await app.createUser(`key-${path.length}-${method}@example.org`);
  for (const token of [key, 'x'.repeat(36), '']) {
    const answer = app.http[method](`/api/v1/${path}`).set('Authorization', `Bearer ${token}`);
    expect((await answer.expect(401)).body).toMatchObject({ error: { code: 'unauthorized' } });
  }
});
