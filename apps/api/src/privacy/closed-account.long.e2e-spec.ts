import { activityStreamPrefix, erasureDecider, erasureStream, SCOPES } from '@app/domain';
import { readState } from '@app/event-store';
import { REDIRECT_URI } from '../testing/app-actors.js';
import { SignedIn } from '../testing/signed-in.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const PASSWORD = 'correct horse battery';
const SERIES = 4;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

/** A user with a key, a session, and for an application a token and a code that is not used yet. */
async function busyUser(email: string) {
  const account = { email, password: PASSWORD, timeZone: 'Europe/Berlin' };
  const admin = ['Authorization', `Bearer ${app.adminToken}`] as const;
  const { body } = await app.http
    .post('/api/v1/users')
    .set(...admin)
    .send(account)
    .expect(201);
  const { id } = body as { id: string };
  const [key, fullKey] = [await app.createKey(id, 'read_post'), await app.createKey(id, 'full')];
  const browser = new SignedIn(app.http);
  await browser.signIn(email, PASSWORD);
  const token = await app.issueToken(id, SCOPES);
  const { clientId, clientSecret } = await app.registerApplication();
  const code = await app.issueCode(id, clientId);
  return { email, key, fullKey, browser, token, client: { client_id: clientId, client_secret: clientSecret }, code };
}

/** The status of each way into the account: 200 where it is open. */
async function waysIn({ email, key, fullKey, browser, token, client, code }: Awaited<ReturnType<typeof busyUser>>) {
  const exchange = { ...client, grant_type: 'authorization_code', code, redirect_uri: REDIRECT_URI };
  const highlight = { highlight_date: '2026-11-20', description: 'x' };
  const answers = await Promise.all([
    app.http.get('/anapi/data').query({ key, format: 'json' }),
    app.http.get('/api/v1/account').set('Authorization', `Bearer ${fullKey}`),
    app.http.get('/api/oauth/data').query({ access_token: token, format: 'json' }),
    app.http.post('/api/oauth/highlights_post').query({ access_token: token }).send(highlight),
    browser.get('/account'),
    app.http.get('/api/v1/account').set('Cookie', browser.shown),
    app.http.post('/oauth/token').type('form').send(exchange),
    app.http.post('/sign-in').type('form').send({ email, password: PASSWORD }),
  ]);
  return answers.map(({ status, headers }) => {
    const location = (headers as { location?: string }).location;
    return location === undefined ? status : `${status} ${location}`;
  });
}

describe('an account that is being erased', () => {
  it('was open by all these ways before', async () => {
    expect(await waysIn(await busyUser('before@example.org'))).toEqual([
      ...[200, 200, 200, 200, 200, 200, 200, '303 /'],
    ]);
  });

  it('is closed by every way in, from the answer on, for several accounts in a row', async () => {
    const users = [];
    for (let n = 0; n < SERIES; n++) users.push(await busyUser(`erased-${n}@example.org`));
    for (const user of users) {
      // Everything about the user is remembered by this process when the request comes.
      await app.http.get('/api/oauth/data').query({ access_token: user.token }).expect(200);
      await app.http.delete('/api/v1/account').set('Authorization', `Bearer ${user.fullKey}`).expect(202);
      const statuses = await waysIn(user);
      expect(statuses).toEqual([400, 401, 401, 401, expect.stringMatching(/^303 \/sign-in/), 401, 400, 401]);
    }
  });

  it('takes no time of a long batch that was on its way', async () => {
    const { id, fullKey: key } = await app.createUser('on-its-way@example.org');
    const as = ['Authorization', `Bearer ${key}`] as const;
    // A batch looks for its activities in former zones first. That takes long for so many days.
    for (const timeZone of ['Asia/Tokyo', 'UTC', 'America/New_York', 'Pacific/Auckland', 'Europe/Berlin']) {
      await app.http
        .put('/api/v1/account')
        .set(...as)
        .send({ timeZone })
        .expect(204);
    }
    await app.http
      .get('/api/v1/account')
      .set(...as)
      .expect(200);
    const start = (n: number) => NOON - ((n % 30) + 1) * 86_400_000 + Math.floor(n / 30) * 60_000;
    const activities = Array.from({ length: 500 }, (_, n) => {
      return { id: `${n}`, application: 'Emacs', startedAt: start(n), endedAt: start(n) + 60_000 };
    });
    const device = { id: 'd', machine: 'm', osUser: 'u' };
    const batch = app.http
      .post('/agent/v1/activities')
      .set(...as)
      .send({ device, source: 'computers', activities });
    const answer = batch.then(({ status }) => status);
    await app.http.get('/api/v1/status').expect(200);
    await app.http
      .delete('/api/v1/account')
      .set(...as)
      .expect(202);
    // On a quick machine the batch is done first: then the erasure finds its days.
    expect([200, 404]).toContain(await answer);
    const { eventStore } = app.stores;
    const erasure = async () => (await readState(eventStore, erasureStream(id), erasureDecider)).state;
    await until('the end of the account', async () => !(await erasure()));
    const left = [];
    for await (const { event } of eventStore.followToEnd({ streamPrefixes: [activityStreamPrefix(id)] })) {
      // The name of a removed stream stays for ever.
      if (event && event.type !== '$streamDeleted') left.push(event);
    }
    expect(left).toEqual([]);
  });
});
