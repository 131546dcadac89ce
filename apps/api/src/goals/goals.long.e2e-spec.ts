import type { TestUser } from '../testing/app-actors.js';
import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const WORK = { aim: 'at-least', hours: 1, per: 'day', subject: { kind: 'all-productive' } };
const VIDEO = { aim: 'at-most', hours: 2, per: 'week', subject: { kind: 'activity', name: 'youtube.com' } };

interface Progress {
  readonly date: string;
  readonly goals: readonly { id: number; seconds: number; isMet: boolean }[];
  readonly alerts: readonly { id: number; seconds: number; hasTriggered: boolean }[];
}

let app: TestApp;
let user: TestUser;
let users = 0;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  user = await app.createUser(`goals-${users++}@example.org`);
});

const as = (owner: TestUser, method: 'get' | 'post' | 'put' | 'delete', path: string) =>
  app.http[method](`/api/v1/${path}`).set('Authorization', `Bearer ${owner.fullKey}`);
const set = async (goal: object): Promise<number> =>
  ((await as(user, 'post', 'goals').send(goal).expect(201)).body as { id: number }).id;

describe('/api/v1/goals', () => {
  it('are set, listed, changed and removed, and a number never comes back', async () => {
    const { body } = await as(user, 'post', 'goals')
      .send({ ...WORK, id: 77, colour: 'red' })
      .expect(201);
    expect(body).toEqual({ id: 1, ...WORK });
    expect(await set(VIDEO)).toBe(2);
    await as(user, 'put', 'goals/1').send(VIDEO).expect(204);
    const both = [1, 2].map((id) => ({ id, ...VIDEO }));
    expect((await as(user, 'get', 'goals').expect(200)).body).toEqual({ goals: both });
    await as(user, 'delete', 'goals/2').expect(204);
    await as(user, 'delete', 'goals/2').expect(404);
    expect(await set(WORK)).toBe(5);
  });

  it('of another user, and those that are not there, are unknown', async () => {
    const stranger = await app.createUser(`goals-stranger-${users}@example.org`);
    const theirs = await set(WORK);
    for (const id of [theirs, 0, -1, 999_999]) {
      const changed = await as(stranger, 'put', `goals/${id}`).send(VIDEO);
      expect(changed).toMatchObject({ status: 404, body: { error: { code: 'unknown_goal' } } });
      await as(stranger, 'delete', `goals/${id}`).expect(404);
    }
    expect((await as(stranger, 'get', 'reports/goals').expect(200)).body).toMatchObject({ goals: [], alerts: [] });
    await app.http.get('/api/v1/goals').expect(401);
  });

  it.each([
    [{}, 'invalid_request'],
    [{ ...WORK, aim: 'about' }, 'invalid_request'],
    [{ ...WORK, per: 'month' }, 'invalid_request'],
    [{ ...WORK, hours: '4' }, 'invalid_request'],
    [{ ...WORK, subject: [{ kind: 'total' }] }, 'invalid_request'],
    [{ ...WORK, subject: { kind: 'document' } }, 'invalid_request'],
    [{ ...WORK, scheduleId: null }, 'invalid_request'],
    [{ ...WORK, hours: 25 }, 'invalid_hours'],
    [{ ...WORK, per: 'week', hours: 169 }, 'invalid_hours'],
    [{ ...WORK, subject: { kind: 'overview', name: 'Mine' } }, 'unknown_overview'],
    [{ ...WORK, scheduleId: 7 }, 'invalid_schedule'],
  ])('%j are refused with %s', async (goal, code) => {
    const answer = await as(user, 'post', 'goals').send(goal);
    expect(answer).toMatchObject({ status: 400, body: { error: { code } } });
  });
});

describe('/api/v1/reports/goals', () => {
  const stay = (startedAt: string, endedAt: string, url = 'https://github.com/') => ({
    ...{ id: startedAt, application: 'Firefox', url, startedAt, endedAt },
  });
  const record = (...activities: object[]) =>
    app.http
      .post('/agent/v1/activities')
      .set('Authorization', `Bearer ${user.agentKey}`)
      .send({ device: { id: 'desk', machine: 'desk', osUser: 'ada' }, source: 'computers', activities })
      .expect(200);
  const progress = async (query: object = {}): Promise<Progress> => {
    await app.caughtUp();
    const asked = app.http.get('/api/v1/reports/goals').query(query).set('Authorization', `Bearer ${user.key}`);
    return (await asked.expect(200)).body as Progress;
  };
  const inShort = ({ goals }: Progress) => goals.map(({ seconds, isMet }) => `${seconds} ${isMet}`);
  const YOUTUBE = 'https://youtube.com/watch';

  it('counts the day for goals of a day, and the week up to it for those of a week', async () => {
    await set(WORK);
    await set(VIDEO);
    await record(
      // The 15th is a Sunday.
      stay('2026-11-15T09:00:00Z', '2026-11-15T10:00:00Z', YOUTUBE),
      stay('2026-11-16T09:00:00Z', '2026-11-16T11:00:00Z', YOUTUBE),
      stay('2026-11-20T09:00:00Z', '2026-11-20T10:00:00Z'),
      stay('2026-11-20T10:00:00Z', '2026-11-20T10:30:00Z', YOUTUBE),
      stay('2026-11-21T09:00:00Z', '2026-11-21T09:30:00Z', YOUTUBE),
    );
    expect(inShort(await progress({ date: '2026-11-19' }))).toEqual(['0 false', '7200 true']);
    expect(inShort(await progress({ date: '2026-11-20' }))).toEqual(['3600 true', '9000 false']);
    expect(inShort(await progress({ date: '2026-11-16', firstWeekday: 7 }))).toEqual(['0 false', '10800 false']);
    const today = await progress();
    expect([today.date, ...inShort(today)]).toEqual(['2026-11-21', '0 false', '10800 false']);
  });

  it('counts only the hours of a schedule, and none when the schedule is gone', async () => {
    const schedule = { name: 'Morning', ranges: [{ weekdays: [5], from: '10:00', to: '10:30' }] };
    const { id } = (await as(user, 'post', 'schedules').send(schedule).expect(201)).body as { id: number };
    await set({ ...WORK, scheduleId: id });
    await record(stay('2026-11-20T09:00:00Z', '2026-11-20T11:00:00Z'));
    expect(inShort(await progress({ date: '2026-11-20' }))).toEqual(['1800 false']);
    await as(user, 'delete', `schedules/${id}`).expect(204);
    expect(inShort(await progress({ date: '2026-11-20' }))).toEqual(['0 false']);
  });

  it('shows alerts with their time, and follows a change of level', async () => {
    const alert = { comparison: 'more-than', hours: 4.5, subject: { kind: 'level', productivity: 2 } };
    await as(user, 'post', 'alerts').send(alert).expect(201);
    await record(stay('2026-11-21T09:00:00Z', '2026-11-21T10:00:00Z'));
    expect((await progress()).alerts).toEqual([{ id: 1, ...alert, seconds: 3600, hasTriggered: false }]);
    await as(user, 'put', 'taxonomy/activities/github.com').send({ productivity: 1 }).expect(204);
    expect((await progress()).alerts).toMatchObject([{ seconds: 0 }]);
  });

  it('counts each hour of a day of 25 hours once', async () => {
    await set({ ...WORK, subject: { kind: 'total' } });
    await record(stay('2026-10-25T00:00:00Z', '2026-10-25T02:00:00Z'));
    expect(inShort(await progress({ date: '2026-10-25' }))).toEqual(['7200 true']);
  });

  it('shows no time from before the days of the lite plan', async () => {
    user = await app.createUser(`goals-lite-${users}@example.org`, 'Europe/Berlin', 'lite');
    await set(VIDEO);
    await record(stay('2026-01-05T09:00:00Z', '2026-01-05T12:00:00Z', YOUTUBE));
    expect(inShort(await progress({ date: '2026-01-05' }))).toEqual(['0 true']);
  });

  it.each([{ date: '2026-02-30' }, { firstWeekday: 0 }, { firstWeekday: 8 }, { firstWeekday: 'monday' }])(
    'refuses %j',
    async (query) => {
      app.setNow(NOON);
      await as(user, 'get', 'reports/goals').query(query).expect(400);
    },
  );
});
