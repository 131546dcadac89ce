import { loginStream } from '@app/domain';
import { SignedIn } from '../testing/signed-in.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { sha256 } from '../ground/secrets.js';

describe('accounts', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(() => app.close());

  const post = (path: string, body: object, token = app.adminToken) =>
    app.http.post(path).set('Authorization', `Bearer ${token}`).send(body);

  it('are opened by the administrator, and get keys that are shown once', async () => {
    const user = await post('/api/v1/users', { email: ' Ada@Example.org ', timeZone: 'Pacific/Chatham' });
    expect(user.status).toBe(201);
    const { id } = user.body as { id: string };
    expect(user.body).toEqual({ id: expect.stringMatching(/^[0-9a-f-]{36}$/), email: 'ada@example.org' });
    const key = await post(`/api/v1/users/${id}/keys`, { name: 'laptop' });
    expect(key.status).toBe(201);
    expect(key.body).toEqual({
      ...{ id: expect.any(String), name: 'laptop', kind: 'read_post', expiresAt: null },
      key: expect.stringMatching(/^[0-9a-f-]{36}$/),
    });
  });

  it('are one per address, whatever its case', async () => {
    await post('/api/v1/users', { email: 'bob@example.org', timeZone: 'UTC' }).expect(201);
    const again = await post('/api/v1/users', { email: 'BOB@example.org', timeZone: 'UTC' });
    expect(again.status).toBe(409);
    expect(again.body).toMatchObject({ error: { code: 'email_taken' } });
  });

  it('are opened by the next request when a crash left the address registered without an account', async () => {
    const userId = '11111111-1111-4111-8111-111111111111';
    const event = { type: 'LoginRegistered', data: { userId } };
    const metadata = { now: 0, principalId: 'admin' };
    await app.stores.eventStore.append(loginStream(sha256('eve@example.org')), [{ event, metadata }], 'no_stream');
    const { body } = await post('/api/v1/users', { email: 'eve@example.org', timeZone: 'UTC' }).expect(201);
    expect(body).toEqual({ id: userId, email: 'eve@example.org' });
  });

  it.each([
    [400, 'unknown_time_zone', { email: 'zone@example.org', timeZone: 'Mars/Olympus' }],
    [400, 'invalid_email', { email: 'no-address', timeZone: 'UTC' }],
    [400, 'invalid_request', { email: 'plan@example.org', timeZone: 'UTC', plan: 'golden' }],
    [400, 'invalid_request', {}],
  ])('are refused with %i %s for %j, and the address stays free', async (status, code, body) => {
    const refused = await post('/api/v1/users', body);
    expect({ status: refused.status, body: refused.body as unknown }).toMatchObject({
      status,
      body: { error: { code } },
    });
    if ('email' in body && body.email?.includes('@')) {
      await post('/api/v1/users', { email: body.email, timeZone: 'UTC' }).expect(201);
    }
  });

  it.each([
    [404, 'unknown_account', '22222222-2222-4222-8222-222222222222', { name: 'x' }],
    [400, 'invalid_request', 'not-a-uuid', { name: 'x' }],
    [400, 'invalid_request', '22222222-2222-4222-8222-222222222222', { name: 7 }],
  ])('have no key made with %i %s for %s', async (status, code, id, body) => {
    const refused = await post(`/api/v1/users/${id}/keys`, body);
    expect({ status: refused.status, body: refused.body as unknown }).toMatchObject({
      status,
      body: { error: { code } },
    });
  });

  it('get another plan or password from the administrator only', async () => {
    const { id, fullKey: key } = await app.createUser('other-plan@example.org');
    const change = (body: object, token = app.adminToken) =>
      app.http.put(`/api/v1/users/${id}`).set('Authorization', `Bearer ${token}`).send(body);
    await change({ plan: 'lite' }, key).expect(401);
    await change({ plan: 'lite', password: 'correct horse battery' }).expect(204);
    const { body } = await app.http.get('/api/v1/account').set('Authorization', `Bearer ${key}`).expect(200);
    expect(body).toMatchObject({ plan: 'lite' });
    const signIn = app.http.post('/sign-in').type('form');
    await signIn.send({ email: 'other-plan@example.org', password: 'correct horse battery' }).expect(303);
    await change({ password: 'short' }).expect(400);
    await change({ plan: 'golden' }).expect(400);
  });

  it('have a verified address when the administrator opened them, or vouches for it; not by signing up', async () => {
    const { fullKey: key } = await app.createUser('vouched@example.org');
    const { body } = await app.http.get('/api/v1/account').set('Authorization', `Bearer ${key}`).expect(200);
    expect(body).toMatchObject({ isEmailVerified: true });
    const form = { email: 'stranger@example.org', password: 'correct horse battery', time_zone: 'UTC' };
    await app.http.post('/sign-up').type('form').send(form).expect(303);
    const browser = new SignedIn(app.http);
    await browser.signIn(form.email, form.password);
    const { body: stranger } = (await browser.get('/api/v1/account')) as { body: { id: string } };
    expect(stranger).toMatchObject({ isEmailVerified: false });
    const vouch = () => app.http.put(`/api/v1/users/${stranger.id}`).set('Authorization', `Bearer ${app.adminToken}`);
    await vouch().send({ isEmailVerified: false }).expect(400);
    await vouch().send({ isEmailVerified: true }).expect(204);
    expect((await browser.get('/api/v1/account')).body).toMatchObject({ isEmailVerified: true });
  });

  it('get another address from the administrator only, and stay what they are', async () => {
    const { id, fullKey: key } = await app.createUser('before@example.org');
    await app.createUser('taken@example.org');
    const move = (email: unknown, token = app.adminToken) =>
      app.http.put(`/api/v1/users/${id}`).set('Authorization', `Bearer ${token}`).send({ email });
    await move('after@example.org', key).expect(401);
    for (const email of ['no-address', '', 7, 'a'.repeat(255)]) await move(email).expect(400);
    expect((await move('Taken@example.org').expect(409)).body).toMatchObject({ error: { code: 'email_taken' } });
    await move(' After@Example.org ').expect(204);
    await move('after@example.org').expect(204);
    const { body } = await app.http.get('/api/v1/account').set('Authorization', `Bearer ${key}`).expect(200);
    expect(body).toMatchObject({ id, email: 'after@example.org', isEmailVerified: true });
    await post('/api/v1/users', { email: 'before@example.org', timeZone: 'UTC' }).expect(201);
    await post('/api/v1/users', { email: 'after@example.org', timeZone: 'UTC' }).expect(409);
  });

  it('are opened by the administrator only', async () => {
    const { fullKey: key } = await app.createUser('carol@example.org');
    for (const token of ['wrong', '', key]) {
      const refused = await post('/api/v1/users', { email: 'mallory@example.org', timeZone: 'UTC' }, token);
      expect(refused.status).toBe(401);
      expect(refused.body).toMatchObject({ error: { code: 'unauthorized' } });
    }
  });
});
