import { once } from 'node:events';
import { bearer, endsSoon, LiveScene } from '../testing/live-scene.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

let app: TestApp;
let scene: LiveScene;
beforeAll(async () => {
  app = await startApp();
  scene = new LiveScene(app, await app.listen());
  await scene.hears();
});
afterEach(() => scene.closeListeners());
afterAll(() => app.close());

describe('a listener', () => {
  it('learns a new zone of the account at once, also when it may not know what else changed', async () => {
    const user = await scene.newUser();
    const [own, narrow] = [await scene.listening(bearer(user.fullKey)), await scene.listening(bearer(user.key))];
    const zone = { timeZone: 'Pacific/Kiritimati' };
    await app.http.put('/api/v1/account').set(bearer(user.fullKey)).send(zone).expect(204);
    const alive = await own.next(({ value }) => value['timeZone'] === zone.timeZone, 2_000);
    expect(alive.value).toEqual({ today: '2026-11-22', ...zone });
    await scene.note(user);
    expect((await narrow.change()).value).toEqual({ all: false, kinds: ['highlights'], days: [] });
  });

  it.each(['', 'nonsense', '00000000-1', '5f3c9a10-99999999999999999999', '-1', '💥', 'x'.repeat(40)])(
    'is told that anything may have changed for the id "%s"',
    async (id) => {
      const listener = await scene.listen(bearer((await scene.newUser()).key), `?since=${encodeURIComponent(id)}`);
      expect((await listener.change()).value).toEqual({ all: true, kinds: [], days: [] });
    },
  );

  it('gets one answer as JSON when it asks for no stream, and goes on from its id', async () => {
    const user = await scene.newUser();
    const ask = (since?: string) =>
      app.http
        .get('/api/v1/live')
        .query({ ...(since && { since }) })
        .set(bearer(user.key))
        .expect(200);
    const { body: first } = (await ask()) as { body: { id: string } };
    expect(first).toMatchObject({ all: false, kinds: [], days: [], today: '2026-11-21', timeZone: 'Europe/Berlin' });
    await scene.post(user);
    await app.caughtUp();
    const told = await until('the change', async () => {
      const { body } = (await ask(first.id)) as { body: { kinds: string[] } };
      return body.kinds.includes('activities') && body;
    });
    expect(told).toMatchObject({ all: false, days: ['2026-11-21'] });
    await app.http.head('/api/v1/live').set(bearer(user.key)).set('Accept', 'text/event-stream').expect(200);
    await app.http
      .get('/api/v1/live')
      .query({ since: 'x'.repeat(41) })
      .set(bearer(user.key))
      .expect(400);
  });
});

describe('the answer ends within a second', () => {
  it('when the user signs out everywhere', async () => {
    const { browser, cookie } = await scene.signedIn();
    await endsSoon(await scene.listen(cookie), () => browser.post('/account/sign-out-everywhere', {}, '/account'));
  });

  it('when the account is closed', async () => {
    const user = await scene.newUser();
    const listener = await scene.listen(bearer(user.key));
    await endsSoon(listener, () => app.http.delete('/api/v1/account').set(bearer(user.fullKey)).expect(202));
  });

  it('when the key expires, at the next sign of life at the latest', async () => {
    const { id } = await scene.newUser();
    const key = await app.createKey(id, 'read', new Date(NOON + 60_000).toISOString());
    const listener = await scene.listen(bearer(key));
    await listener.alive();
    app.setNow(NOON + 60_000);
    await listener.ended;
    app.setNow(NOON);
  });
});

describe('connections', () => {
  it('are bounded for each key and each user, apart for keys and pages, and leave other users alone', async () => {
    const [user, other] = [await scene.newUser(), await scene.newUser()];
    const statusOf = async (key: string) => (await scene.listen(bearer(key))).response.statusCode;
    for (let n = 0; n < 6; n++) expect(await statusOf(user.key)).toBe(200);
    const refused = await scene.listen(bearer(user.key));
    expect([refused.response.statusCode, refused.response.headers['retry-after']]).toEqual([429, '30']);
    // A published key is full: the owner's own programs still listen.
    const third = await app.createKey(user.id, 'full');
    for (const key of [user.fullKey, third]) for (let n = 0; n < 6; n++) expect(await statusOf(key)).toBe(200);
    expect(await statusOf(await app.createKey(user.id, 'full'))).toBe(429);
    expect(await statusOf(other.key)).toBe(200);
    const page = await scene.signedIn();
    for (let n = 0; n < 12; n++) expect((await scene.listen(page.cookie)).response.statusCode).toBe(200);
    expect((await scene.listen(page.cookie)).response.statusCode).toBe(429);
    scene.closeListeners();
    await until('room', async () => (await scene.listen(bearer(user.key))).response.statusCode === 200);
  });

  it.each([{}, bearer('wrong'), { Cookie: 'timeledger_session=wrong' }])('are refused to %j', async (headers) => {
    expect((await scene.listen(headers)).response.statusCode).toBe(401);
  });

  it('make agents sync every ten seconds while a page is open, but not for a key or the lite plan', async () => {
    const { id, cookie } = await scene.signedIn();
    const agentKey = await app.createKey(id, 'agent');
    const seconds = async () => {
      const commands = await app.http.get('/agent/v1/commands').set(bearer(agentKey)).expect(200);
      const posted = await scene.post({ agentKey });
      return [
        (commands.body as { syncSeconds: number }).syncSeconds,
        (posted.body as { nextSyncSeconds: number }).nextSyncSeconds,
      ];
    };
    await scene.listen(bearer(await app.createKey(id, 'read')));
    expect(await seconds()).toEqual([180, 180]);
    const page = await scene.listen(cookie);
    await page.alive();
    expect(await seconds()).toEqual([10, 10]);
    const asAdmin = app.http.put(`/api/v1/users/${id}`).set(bearer(app.adminToken));
    await asAdmin.send({ plan: 'lite' });
    page.close();
    await once(page.response, 'close');
    await until('the end of the page', async () => (await seconds())[0] !== 10);
  });

  it('begin for a page where its session was read, so nothing is missed between the two', async () => {
    const { id, browser, cookie } = await scene.signedIn();
    const { body } = (await browser.get('/api/v1/session')) as { body: { liveSince: string } };
    await scene.post({ agentKey: await app.createKey(id, 'agent') });
    await app.caughtUp();
    const listener = await scene.listen(cookie, `?since=${body.liveSince}`);
    const { value } = await listener.next((got) => (got.value['days'] as string[] | undefined)?.length === 1);
    expect(value['days']).toEqual(['2026-11-21']);
  });
});
