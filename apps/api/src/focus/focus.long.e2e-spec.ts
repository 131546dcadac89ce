import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

const MINUTE_MS = 60_000;
const BLOCKING = { levels: [-2], allowed: [] };
const NONE = { minimised: 0, notified: 0, sites: 0 };

let app: TestApp;
let user: TestUser;
let now: number;
let users = 0;

beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  // The timer uses the clock of the machine, so sessions must be in its future.
  app.setNow((now = Date.now()));
  user = await app.createUser(`focus-${users++}@b.c`, 'Asia/Kathmandu');
});

const post = (name: string, parameters: object = {}, key = user.key) =>
  app.http.post(`/anapi/${name}`).query({ key, ...parameters });
const feed = async (
  name: 'started' | 'ended',
  key = user.key,
): Promise<{ id: number; duration?: number; created_at: string }[]> =>
  (await app.http.get(`/anapi/focustime_${name}_feed`).query({ key }).expect(200)).body as never;
const commands = async () =>
  (await app.http.get('/agent/v1/commands').set('Authorization', `Bearer ${user.agentKey}`).expect(200)).body as object;

describe('focus sessions', () => {
  it('start and end by POST, in the query or a form, and are fed newest first', async () => {
    expect((await post('start_focustime', { duration: 30 }).expect(200)).body).toEqual({
      message: 'The focus session has started.',
    });
    expect(await feed('started')).toEqual([
      {
        id: now / 1000,
        duration: 30,
        created_at: expect.stringMatching(/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+05:45$/),
      },
    ]);
    expect(await feed('ended')).toEqual([]);
    app.setNow(now + MINUTE_MS);
    expect((await post('end_focustime').expect(200)).body).toEqual({ message: 'The focus session has ended.' });
    expect(await feed('ended')).toEqual([{ id: (now + MINUTE_MS) / 1000, created_at: expect.any(String) }]);
    app.setNow(now + 2 * MINUTE_MS);
    await app.http.post('/anapi/start_focustime').type('form').send({ key: user.key, duration: '-1' }).expect(200);
    expect((await feed('started')).map(({ id }) => id)).toEqual([(now + 2 * MINUTE_MS) / 1000, now / 1000]);
  });

  it('are told to agents while they run', async () => {
    const rest = { nextPollSeconds: 60, syncSeconds: 180, alerts: [], erasures: [] };
    expect(await commands()).toEqual({ focus: null, ...rest });
    await post('start_focustime', { duration: 30 }).expect(200);
    const endsAt = new Date(now + 30 * MINUTE_MS).toISOString();
    expect(await commands()).toEqual({
      focus: {
        ...{ state: 'running', sessionId: 1, endsAt, durationMinutes: 30, remainingSeconds: 1800 },
        ...{ blockedLevels: [-2], allowed: [] },
      },
      ...rest,
    });
    app.setNow(now + 30 * MINUTE_MS);
    expect(await commands()).toEqual({ focus: null, ...rest });
  });

  it('end by themselves, at their time', async () => {
    app.setNow((now = Date.now() - 5 * MINUTE_MS));
    await post('start_focustime', { duration: 5 }).expect(200);
    const ended = await until('the end of the session', async () => {
      const fed = await feed('ended');
      return fed.length > 0 && fed;
    });
    expect(ended).toEqual([{ id: (now + 5 * MINUTE_MS) / 1000, created_at: expect.any(String) }]);
  });

  it('are one at a time, also when two are started at once', async () => {
    const answers = await Promise.all([
      post('start_focustime', { duration: 5 }),
      post('start_focustime', { duration: 5 }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 400]);
    const { body } = await post('start_focustime', { duration: 5 }).expect(400);
    expect(body).toEqual({ error: '# focus session running', messages: expect.any(String) });
  });

  it.each([
    ['start_focustime', {}, '# invalid duration'],
    ['start_focustime', { duration: 7 }, '# invalid duration'],
    ['end_focustime', {}, '# no focus session'],
  ])('refuse %s with %j as %s', async (name, parameters, error) => {
    expect((await post(name, parameters).expect(400)).body).toEqual({ error, messages: expect.any(String) });
    expect(await feed('started')).toEqual([]);
  });

  it('are for premium accounts: a lite one gets 400, and empty feeds', async () => {
    const { key } = await app.createUser(`lite-focus@b.c`, 'UTC', 'lite');
    for (const name of ['start_focustime', 'end_focustime']) {
      const { body } = await post(name, { duration: 5 }, key).expect(400);
      expect(body).toEqual({ error: '# premium feature', messages: 'FocusTime is a premium feature.' });
    }
    expect([await feed('started', key), await feed('ended', key)]).toEqual([[], []]);
  });

  it('need focustime_data of a token, and show only those of its user', async () => {
    const [right, wrong] = [
      await app.issueToken(user.id, ['focustime_data']),
      await app.issueToken(user.id, ['time_data']),
    ];
    const start = (access_token: string) =>
      app.http.post('/api/oauth/start_focustime').query({ access_token, duration: 5 });
    await start(wrong).expect(403);
    await start(right).expect(200);
    await app.http.get('/api/oauth/focustime_started_feed').query({ access_token: wrong }).expect(403);
    const other = await app.createUser(`other-focus-${users}@b.c`);
    expect(await feed('started', other.key)).toEqual([]);
    await post('end_focustime', {}, other.key).expect(400);
  });
});

describe('/api/v1/focus', () => {
  const call = (method: 'get' | 'post' | 'delete', key = user.fullKey) =>
    app.http[method]('/api/v1/focus').set('Authorization', `Bearer ${key}`);
  const start = (minutes: unknown) => call('post').send({ minutes });

  it('starts a session, counts it down by the clock of the server, and stops it', async () => {
    await start(25).expect(204);
    app.setNow(now + MINUTE_MS);
    const { body } = await call('get', user.key).expect(200);
    expect(body).toEqual({
      running: {
        ...{ id: 1, durationMinutes: 25, remainingSeconds: 24 * 60 },
        ...{ startedAt: new Date(now).toISOString(), endsAt: new Date(now + 25 * MINUTE_MS).toISOString() },
        enforced: NONE,
      },
      ...{ sessions: [], blocking: BLOCKING },
    });
    await call('delete').expect(204);
    await call('delete').expect(400);
    expect((await call('get').expect(200)).body).toEqual({
      running: null,
      sessions: [
        {
          ...{ id: 1, durationMinutes: 25, because: 'stopped' },
          ...{ startedAt: new Date(now).toISOString(), endedAt: new Date(now + MINUTE_MS).toISOString() },
          enforced: NONE,
        },
      ],
      blocking: BLOCKING,
    });
  });

  it('lists a session whose time has passed as elapsed, also before its end is recorded', async () => {
    await start(5).expect(204);
    app.setNow(now + 5 * MINUTE_MS);
    expect((await call('get').expect(200)).body).toMatchObject({
      running: null,
      sessions: [{ because: 'elapsed', endedAt: new Date(now + 5 * MINUTE_MS).toISOString() }],
    });
  });

  it.each([[7], [0], [1_445], ['25'], [null], [2.5], [1e300]])('refuses %j minutes', async (minutes) => {
    await start(minutes).expect(400);
    expect((await call('get').expect(200)).body).toEqual({ running: null, sessions: [], blocking: BLOCKING });
  });

  it('runs one session of a user, and none of another', async () => {
    await start(5).expect(204);
    expect((await start(5).expect(400)).body).toMatchObject({ error: { code: 'focus_session_running' } });
    const other = await app.createUser(`other-own-focus-${users}@b.c`);
    expect((await call('get', other.fullKey).expect(200)).body).toEqual({
      running: null,
      sessions: [],
      blocking: BLOCKING,
    });
    await call('delete', other.fullKey).expect(400);
  });

  it('is for premium accounts', async () => {
    const lite = await app.createUser(`lite-own-focus@b.c`, 'UTC', 'lite');
    const started = await call('post', lite.fullKey).send({ minutes: 5 });
    expect(started).toMatchObject({ status: 400, body: { error: { code: 'premium_feature' } } });
    expect((await call('get', lite.fullKey).expect(200)).body).toEqual({
      running: null,
      sessions: [],
      blocking: BLOCKING,
    });
  });
});
