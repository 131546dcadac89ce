import { historyStream } from '@app/domain';
import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

interface Change {
  readonly id: string;
  readonly type: string;
  readonly by: { kind: string; name?: string } | null;
  readonly canUndo: boolean;
  readonly count: number;
  readonly activities: readonly string[];
}

let app: TestApp;
let users = 0;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const newUser = (plan?: 'lite') => app.createUser(`history-${users++}@example.org`, 'Europe/Berlin', plan);
const as = ({ fullKey }: TestUser) => ['Authorization', `Bearer ${fullKey}`] as const;
const list = async (user: TestUser, query: object = {}) => {
  const { body } = await app.http
    .get('/api/v1/history')
    .query(query)
    .set(...as(user))
    .expect(200);
  return body as { changes: Change[]; next: string | null };
};
const put = (user: TestUser, path: string, body: object) =>
  app.http
    .put(`/api/v1/${path}`)
    .set(...as(user))
    .send(body)
    .expect(204);
const undo = (user: TestUser, id: string, body: object = {}) =>
  app.http
    .post(`/api/v1/history/${id}/undo`)
    .set(...as(user))
    .send(body);
const levelOf = async (user: TestUser, activity: string) => {
  const { body } = await app.http
    .get('/api/v1/taxonomy')
    .set(...as(user))
    .expect(200);
  const found = (body as { activities: { activity: string; productivity?: number }[] }).activities;
  return found.find((one) => one.activity === activity)?.productivity;
};
const MEETING = { startedAt: '2026-11-20T09:00', endedAt: '2026-11-20T10:00', activity: 'Meeting' };
const addOffline = (user: TestUser, time: object = MEETING) =>
  app.http
    .post('/api/v1/offline-time')
    .set(...as(user))
    .send(time)
    .expect(204);
const code = ({ body }: { body: unknown }) => (body as { error: { code: string } }).error.code;

describe('GET /api/v1/history', () => {
  it('lists changes of all kinds, newest first, and what sent them', async () => {
    const user = await newUser();
    await put(user, 'taxonomy/activities/github.com', { productivity: -1 });
    await addOffline(user);
    await app.http
      .post('/anapi/highlights_post')
      .query({ key: user.key })
      .send({ highlight_date: '2026-11-20', description: 'Released' })
      .expect(200);
    const token = await app.issueToken(user.id, ['highlight_data']);
    await app.http
      .post('/api/oauth/highlights_post')
      .send({ access_token: token, highlight_date: '2026-11-20', description: 'Again' })
      .expect(200);
    const rows = [{ line: 1, date: '2024-01-17T09:00:00', seconds: 60, activity: 'old' }];
    for (let n = 0; n < 2; n++)
      await app.http
        .post('/api/v1/imports')
        .set(...as(user))
        .send({ format: 'rescuetime', rows, bucketSeconds: 3600 })
        .expect(200);
    const { changes, next } = await list(user);
    expect(changes.map(({ type, by }) => [type, by])).toEqual([
      ['history_imported', { kind: 'import' }],
      ['highlight_added', { kind: 'application', name: 'Reporter' }],
      ['highlight_added', { kind: 'key', name: 'read_post' }],
      ['offline_time_added', { kind: 'key', name: 'full' }],
      ['activity_classed', { kind: 'key', name: 'full' }],
    ]);
    expect(changes.map(({ canUndo }) => canUndo)).toEqual([false, true, true, true, true]);
    expect(next).toBeNull();
    expect((await list(user, { kind: 'offline_time' })).changes).toMatchObject([
      {
        type: 'offline_time_added',
        offlineTime: { date: '2026-11-20', activity: 'Meeting', startedAt: expect.stringContaining('T09:00') },
      },
    ]);
  });

  it('tells a rule with its class and place as one change, and what sent it', async () => {
    const user = await newUser();
    const make = (rule: object) =>
      app.http
        .post('/api/v1/rules')
        .set(...as(user))
        .send({ activity: 'Chrome', match: 'contains', ...rule })
        .expect(201);
    await make({ text: 'acme', name: 'Client A' });
    await make({ text: 'beta', name: 'Client B', place: 1, productivity: 2 });
    const { changes } = await list(user, { kind: 'classes' });
    const by = { kind: 'key', name: 'full' };
    expect(changes).toMatchObject([
      { type: 'naming_rule_made', by, activities: ['Client B'] },
      { type: 'naming_rule_made', by, activities: ['Client A'] },
    ]);
    await undo(user, changes[0]?.id ?? '').expect(200);
    expect(await levelOf(user, 'client b')).toBeUndefined();
  });

  it('comes in pages that have every change once', async () => {
    const user = await newUser();
    for (let n = 0; n < 60; n++) {
      await put(user, `taxonomy/activities/app-${n}`, { productivity: 1 });
      if (n % 10 === 0)
        await addOffline(user, {
          ...MEETING,
          startedAt: `2026-11-19T0${n / 10}:00`,
          endedAt: `2026-11-19T0${n / 10}:30`,
        });
    }
    const first = await list(user);
    const second = await list(user, { after: first.next });
    expect([first.changes.length, second.changes.length, second.next]).toEqual([50, 16, null]);
    expect(new Set([...first.changes, ...second.changes].map(({ id }) => id)).size).toBe(66);
  });

  it.each(['nothing', 'taxonomy.1,taxonomy.2', 'account.1', 'taxonomy.-1', 'activity.1'])(
    'refuses the cursor %s',
    async (after) => {
      await app.http
        .get('/api/v1/history')
        .query({ after })
        .set(...as(await newUser()))
        .expect(400);
    },
  );
});

describe('POST /api/v1/history/:id/undo', () => {
  it('gives back the level from before, not the shipped one, and once', async () => {
    const user = await newUser();
    await put(user, 'taxonomy/activities/github.com', { productivity: -1 });
    await put(user, 'taxonomy/activities/github.com', { productivity: 2 });
    const [newest] = (await list(user)).changes;
    expect((await undo(user, newest?.id ?? '').expect(200)).body).toEqual({ undone: true });
    expect(await levelOf(user, 'github.com')).toBe(-1);
    expect((await undo(user, newest?.id ?? '').expect(200)).body).toEqual({ undone: false });
    expect((await list(user)).changes).toHaveLength(3);
  });

  it('sets a removed goal again, and its undo removes it again', async () => {
    const user = await newUser();
    const goals = async () =>
      (await app.http.get('/api/v1/goals').set(...as(user))).body as { goals: readonly { id: number }[] };
    const goal = { aim: 'at-least', hours: 4, per: 'day', subject: { kind: 'total' } };
    await app.http
      .post('/api/v1/goals')
      .set(...as(user))
      .send(goal)
      .expect(201);
    const before = await goals();
    await app.http
      .delete(`/api/v1/goals/${before.goals[0]?.id}`)
      .set(...as(user))
      .expect(204);
    const [removed, set] = (await list(user, { kind: 'goals' })).changes;
    expect(set).toMatchObject({ type: 'goal_set', name: 'At least 4 hours of Total Time per day', canUndo: true });
    await undo(user, removed?.id ?? '').expect(200);
    expect(await goals()).toEqual(before);
    const [restored] = (await list(user)).changes;
    await undo(user, restored?.id ?? '').expect(200);
    expect(await goals()).toEqual({ goals: [] });
  });

  it('is made once by two requests at the same time', async () => {
    const user = await newUser();
    await addOffline(user);
    await put(user, 'taxonomy/activities/vim', { productivity: 1 });
    for (const { id } of (await list(user)).changes) {
      const answers = await Promise.all([undo(user, id), undo(user, id)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200]);
      expect(answers.map(({ body }) => (body as { undone: boolean }).undone).sort()).toEqual([false, true]);
    }
    expect((await list(user)).changes).toHaveLength(4);
  });

  it('asks when a later change touched the same', async () => {
    const user = await newUser();
    await put(user, 'taxonomy/activities/vim', { productivity: 1 });
    const [first] = (await list(user)).changes;
    await put(user, 'taxonomy/activities/vim', { productivity: 2 });
    expect(code(await undo(user, first?.id ?? '').expect(409))).toBe('changed_since');
    expect(await levelOf(user, 'vim')).toBe(2);
    await undo(user, first?.id ?? '', { despiteLater: true }).expect(200);
    expect(await levelOf(user, 'vim')).toBeUndefined();
  });

  it('takes offline time back, and again', async () => {
    const user = await newUser();
    await addOffline(user);
    const [added] = (await list(user)).changes;
    await undo(user, added?.id ?? '').expect(200);
    const [removed] = (await list(user)).changes;
    expect(removed?.type).toBe('offline_time_removed');
    await undo(user, removed?.id ?? '').expect(200);
    await app.caughtUp();
    const { body } = await app.http
      .get('/api/v1/reports/day')
      .query({ date: '2026-11-20' })
      .set(...as(user));
    expect((body as { seconds: number }).seconds).toBe(3600);
  });

  it('never touches another user: the id names a place in the own streams only', async () => {
    const [ada, bob] = [await newUser(), await newUser()];
    await put(ada, 'taxonomy/activities/vim', { productivity: 2 });
    const [change] = (await list(ada)).changes;
    expect(code(await undo(bob, change?.id ?? '').expect(404))).toBe('unknown_change');
    expect(await levelOf(ada, 'vim')).toBe(2);
  });

  it('does not bring back what an erasure took, and says so', async () => {
    const user = await newUser();
    await addOffline(user);
    const [added] = (await list(user)).changes;
    const { body } = await app.http
      .post('/api/v1/erasures')
      .set(...as(user))
      .send({ activity: 'Meeting' })
      .expect(202);
    await until('the erasure of the streams', async () => {
      const { id } = body as { id: string };
      const erasure = await app.http.get(`/api/v1/erasures/${id}`).set(...as(user));
      return !['requested', 'erasing'].includes((erasure.body as { state: string }).state);
    });
    const { changes } = await list(user);
    expect(changes.map(({ type, canUndo }) => [type, canUndo])).toEqual([
      ['time_erased', false],
      ['offline_time_gone', false],
    ]);
    expect(JSON.stringify(changes)).not.toContain('Meeting');
    for (const id of [added?.id, changes[0]?.id])
      expect(code(await undo(user, id ?? '').expect(409))).toBe('cannot_be_undone');
  });

  it('knows nothing of a change before which the server stopped', async () => {
    const user = await newUser();
    await addOffline(user);
    const data = { localDate: '2026-11-20', commandId: 'never made', revision: 1 };
    const event = { type: 'DayChangeListed', data };
    await app.stores.eventStore.append(
      historyStream(user.id),
      [{ event, metadata: { now: 0, principalId: user.id } }],
      0n,
    );
    expect((await list(user)).changes.map(({ id }) => id)).toEqual(['history.0']);
    expect(code(await undo(user, 'history.1').expect(404))).toBe('unknown_change');
  });

  it.each(['taxonomy.99', 'history.0', 'nothing', 'activity.0', 'taxonomy.1e3', `taxonomy.${'9'.repeat(300)}`])(
    'knows no change %s',
    async (id) => {
      expect(code(await undo(await newUser(), id).expect(404))).toBe('unknown_change');
    },
  );
});
