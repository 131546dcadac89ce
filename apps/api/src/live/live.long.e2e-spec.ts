import { bearer, endsSoon, LiveScene } from '../testing/live-scene.js';
import { startApp, type TestApp } from '../testing/start-app.js';

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
  it('gets a sign of life with the day and zone of the account, and no cache or proxy keeps its answer', async () => {
    const user = await scene.newUser();
    const listener = await scene.listen(bearer(user.key));
    expect(listener.response.headers).toMatchObject({
      ...{ 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store', vary: 'Accept' },
      'x-accel-buffering': 'no',
    });
    expect(listener.response.headers['content-encoding']).toBeUndefined();
    const alive = await listener.alive();
    expect(alive.value).toEqual({ today: '2026-11-21', timeZone: 'Europe/Berlin' });
    expect(alive.id).toMatch(/^[0-9a-f]{8}-\d+$/);
    expect(listener.comments[0]).toMatch(/^retry: \d{3,4}$/);
  });

  it('is told of time within two seconds, and reports show it then', async () => {
    const user = await scene.newUser();
    const listener = await scene.listening(bearer(user.key));
    for (const [n, at] of ['2026-11-21T09:00:00Z', '2026-11-20T09:00:00Z'].entries()) {
      await scene.post(user, at);
      const { value } = await listener.change('activities', 2_000);
      expect(value).toMatchObject({ all: false, days: [at.slice(0, 10)] });
      const { body } = await app.http
        .get('/api/v1/reports/day')
        .query({ date: at.slice(0, 10) })
        .set(bearer(user.key));
      expect([n, (body as { seconds: number }).seconds]).toEqual([n, 180]);
    }
  });

  it('is told of every other kind of change, and of no change of another user', async () => {
    const [user, other] = [await scene.newUser(), await scene.newUser()];
    const listener = await scene.listening(bearer(user.fullKey));
    await scene.note(other);
    await scene.post(other);
    const level = { productivity: 2 };
    await app.http.put('/api/v1/taxonomy/activities/vim').set(bearer(user.fullKey)).send(level).expect(204);
    expect((await listener.change()).value).toEqual({ all: false, kinds: ['taxonomy'], days: [] });
    await scene.note(user);
    expect((await listener.change()).value).toEqual({ all: false, kinds: ['highlights'], days: [] });
    const when = { startedAt: '2026-11-21T07:00:00Z', endedAt: '2026-11-21T07:30:00Z', activity: 'Meeting' };
    await app.http.post('/api/v1/offline-time').set(bearer(user.fullKey)).send(when).expect(204);
    expect((await listener.change()).value).toEqual({ all: false, kinds: ['offline-time'], days: ['2026-11-21'] });
  });

  it('is told what it missed when it comes back with the last id, and nothing twice', async () => {
    const user = await scene.newUser();
    const before = await scene.listen(bearer(user.key));
    await scene.note(user);
    const { id } = await before.change();
    before.close();
    await scene.post(user);
    await app.http.delete('/api/v1/taxonomy/activities/vim').set(bearer(user.fullKey));
    await app.caughtUp();
    const later = await scene.listen({ ...bearer(user.key), 'Last-Event-ID': id });
    const missed = await later.change('activities');
    expect(missed.value).toMatchObject({ all: false, days: ['2026-11-21'] });
    const again = await scene.listen(bearer(user.key), `?since=${missed.id}`);
    await scene.note(user);
    await again.change('highlights');
    expect([later.kinds.has('highlights'), again.kinds.has('activities')]).toEqual([false, false]);
  });
});

describe('the answer ends within a second', () => {
  it('when the session ends', async () => {
    const { browser, cookie } = await scene.signedIn();
    await endsSoon(await scene.listen(cookie), () => browser.post('/sign-out', {}, '/account'));
    await app.http.get('/api/v1/live').set(cookie).expect(401);
  });

  it('when the key is revoked, while another key of the user goes on', async () => {
    const user = await scene.newUser();
    const [revoked, other] = [await scene.listen(bearer(user.key)), await scene.listen(bearer(user.fullKey))];
    const { body } = await app.http.get('/api/v1/keys').set(bearer(user.fullKey)).expect(200);
    const { id } = (body as { keys: { id: string; kind: string }[] }).keys.find(({ kind }) => kind === 'read_post')!;
    await endsSoon(revoked, () => app.http.delete(`/api/v1/keys/${id}`).set(bearer(user.fullKey)).expect(204));
    await scene.note(user);
    await other.next(({ value }) => (value['kinds'] as string[] | undefined)?.includes('highlights') === true);
  });
});
