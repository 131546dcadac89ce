import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

interface Report {
  readonly date: string;
  readonly asOf: string | null;
  readonly goals: readonly { id: number; seconds: number; isMet: boolean }[];
  readonly alerts: readonly { seconds: number; hasTriggered: boolean }[];
  readonly schedules: readonly { id: number; name: string }[];
}

const DAY = '2024-03-12';
const WORK = { aim: 'at-least', hours: 1, per: 'day', subject: { kind: 'all-productive' } };

let app: TestApp;
let user: TestUser;
let users = 0;
beforeAll(async () => {
  app = await startApp();
  // Moments of the past are those of the log, which has the clock of the machine.
  app.setNow(Date.now());
});
afterAll(() => app.close());
beforeEach(async () => {
  user = await app.createUser(`goals-past-${users++}@example.org`, 'UTC');
});

const as = (method: 'get' | 'post' | 'put' | 'delete', path: string, key = user.fullKey) =>
  app.http[method](`/api/v1/${path}`).set('Authorization', `Bearer ${key}`);
const make = async (path: string, body: object): Promise<number> =>
  ((await as('post', path).send(body).expect(201)).body as { id: number }).id;
const record = (from: string, to: string, url = 'https://github.com/acme') =>
  app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${user.agentKey}`)
    .send({
      ...{ device: { id: 'desk', machine: 'desk', osUser: 'ada' }, source: 'computers' },
      activities: [
        { id: from.replaceAll(':', ''), application: 'Firefox', url, startedAt: `${from}Z`, endedAt: `${to}Z` },
      ],
    })
    .expect(200);
const report = async (query: object = {}, key?: string): Promise<Report> => {
  await app.caughtUp();
  const asked = as('get', 'reports/goals', key).query({ date: DAY, ...query });
  return (await asked.expect(200)).body as Report;
};

/** A moment that has everything before it, and nothing after it. */
async function moment(): Promise<string> {
  const ms = Date.now();
  await until('the clock to go on', () => Promise.resolve(Date.now() > ms + 1));
  app.setNow(Date.now());
  return new Date(ms).toISOString();
}

describe('goals as of a moment in the past', () => {
  it('are those of then, with the time, the classes and the schedules of then', async () => {
    const before = await moment();
    const morning = { name: 'Morning', ranges: [{ weekdays: [2], from: '08:00', to: '10:00' }] };
    const scheduleId = await make('schedules', morning);
    await make('goals', WORK);
    await make('goals', { ...WORK, hours: 5, per: 'week' });
    const kept = await make('goals', { ...WORK, scheduleId });
    await make('alerts', { comparison: 'more-than', hours: 1, subject: { kind: 'total' }, scheduleId });
    await record(`${DAY}T09:00:00`, `${DAY}T11:00:00`);
    await record('2024-03-11T09:00:00', '2024-03-11T10:00:00');
    const [then, asOf] = [await report(), await moment()];
    expect(then).toMatchObject({
      asOf: null,
      goals: [{ seconds: 7200 }, { seconds: 10_800 }, { seconds: 3600, isMet: true }],
      alerts: [{ seconds: 3600 }],
      schedules: [{ id: scheduleId, name: 'Morning' }],
    });
    await record(`${DAY}T12:00:00`, `${DAY}T13:00:00`);
    await as('put', 'taxonomy/activities/github.com').send({ productivity: -2 }).expect(204);
    await as('delete', 'goals/1').expect(204);
    await as('put', `goals/${kept}`)
      .send({ ...WORK, hours: 8 })
      .expect(204);
    await as('delete', 'alerts/1').expect(204);
    await as('delete', `schedules/${scheduleId}`).expect(204);
    const now = await report();
    expect(now).toMatchObject({
      goals: [{ seconds: 0 }, { id: kept, hours: 8, seconds: 0 }],
      alerts: [],
      schedules: [],
    });
    const shown = expect.stringMatching(/^20.*\+00:00$/) as string;
    expect(await report({ asOf })).toEqual({ ...then, asOf: shown });
    expect(await report({ asOf: await moment() })).toEqual({ ...now, asOf: shown });
    expect(await report({ asOf: before })).toEqual({ date: DAY, asOf: shown, goals: [], alerts: [], schedules: [] });
  });

  it('count no time that was erased since', async () => {
    await make('goals', WORK);
    await record(`${DAY}T09:00:00`, `${DAY}T10:00:00`);
    await record(`${DAY}T10:00:00`, `${DAY}T10:30:00`, 'https://developer.mozilla.org/docs');
    const asOf = await moment();
    expect((await report({ asOf })).goals).toMatchObject([{ seconds: 5400 }]);
    const { body } = await as('post', 'erasures').send({ activity: 'github.com' }).expect(202);
    await until('the erasure to end', async () => {
      const answer = await as('get', `erasures/${(body as { id: string }).id}`);
      return (answer.body as { state: string }).state === 'completed';
    });
    expect((await report({ asOf })).goals).toMatchObject([{ seconds: 1800 }]);
  });

  it('are the day of the moment by default, and refuse a moment that is none or has not come', async () => {
    const asOf = '2024-03-13T00:30:00+05:30';
    expect(await report({ asOf, date: undefined })).toMatchObject({ date: DAY, goals: [] });
    for (const bad of ['tomorrow', '2024-02-30T10:00', '2099-01-01T00:00:00Z'])
      await as('get', 'reports/goals').query({ asOf: bad }).expect(400);
    await as('get', 'reports/goals').query('asOf=2024-03-12T10:00&asOf=2024-03-12T11:00').expect(400);
  });

  it('name schedules to their owner, and not to a key that reads time only', async () => {
    const ranges = [{ weekdays: [1], from: '08:00', to: '10:00' }];
    const scheduleId = await make('schedules', { name: 'Interviews', ranges });
    await make('schedules', { name: 'Unused', ranges });
    await make('goals', { ...WORK, scheduleId });
    expect((await report()).schedules).toEqual([{ id: scheduleId, name: 'Interviews' }]);
    expect((await report({}, user.key)).schedules).toEqual([]);
    const stranger = await app.createUser(`goals-past-stranger-${users}@example.org`);
    expect(await report({ asOf: await moment() }, stranger.fullKey)).toMatchObject({ goals: [], schedules: [] });
  });
});
