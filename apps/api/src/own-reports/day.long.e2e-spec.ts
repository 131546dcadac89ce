import { NOON, startApp, type TestApp } from '../testing/start-app.js';

interface Day {
  readonly date: string;
  readonly isToday: boolean;
  readonly seconds: number;
  readonly pulse: number | null;
  readonly levelSeconds: readonly number[];
  readonly usual: { days: number; seconds: number } | null;
  readonly start: string;
  readonly end: string;
  readonly hours: readonly { start: string; hour: number; levelSeconds: readonly number[] }[];
  readonly timeline: readonly { start: string; source: string; activity: string; seconds: number }[];
  readonly activities: readonly { activity: string; seconds: number; productivity: number }[];
  readonly categories: readonly { category: string; seconds: number }[];
}

const WEEK_MS = 7 * 86_400_000;

let app: TestApp;
let users = 0;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(() => app.setNow(NOON));

const newUser = () => app.createUser(`day-${users++}@example.org`);
const record = ({ agentKey }: { agentKey: string }, ...activities: object[]) =>
  app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${agentKey}`)
    .send({ device: { id: 'desk', machine: 'desk', osUser: 'ada' }, source: 'computers', activities })
    .expect(200);
const stay = (startedAt: string, endedAt: string, url = 'https://github.com/') => ({
  ...{ id: startedAt, application: 'Firefox', url, startedAt, endedAt },
});
const dayOf = async (key: string, date?: string): Promise<Day> => {
  await app.caughtUp();
  const query = date === undefined ? {} : { date };
  const { body } = await app.http
    .get('/api/v1/reports/day')
    .query(query)
    .set('Authorization', `Bearer ${key}`)
    .expect(200);
  return body as Day;
};

describe('/api/v1/reports/day', () => {
  it('shows today: hours, timeline, activities and categories', async () => {
    const user = await newUser();
    await record(
      user,
      stay('2026-11-21T08:00:00Z', '2026-11-21T08:30:00Z'),
      stay('2026-11-21T08:30:00Z', '2026-11-21T08:36:00Z', 'https://youtube.com/watch'),
    );
    const day = await dayOf(user.key);
    expect(day).toMatchObject({ date: '2026-11-21', isToday: true, seconds: 2160, usual: null });
    expect(day.start).toBe('2026-11-21T00:00:00.000+01:00');
    expect(day.levelSeconds).toEqual([360, 0, 0, 0, 1800]);
    expect(day.hours).toHaveLength(24);
    expect(day.hours[9]).toMatchObject({ start: '2026-11-21T09:00:00.000+01:00', hour: 9 });
    expect(day.hours[9]?.levelSeconds).toEqual([360, 0, 0, 0, 1800]);
    expect(day.timeline).toHaveLength(8);
    expect(day.timeline.at(-1)).toMatchObject({ start: '2026-11-21T09:35:00.000+01:00', activity: 'youtube.com' });
    expect(day.activities.map(({ activity, seconds }) => [activity, seconds])).toEqual([
      ['github.com', 1800],
      ['youtube.com', 360],
    ]);
  });

  it('compares with the same weekday before, of today up to the present time of day', async () => {
    const user = await newUser();
    const at = (weeks: number, time: string) => new Date(Date.parse(`2026-11-21T${time}Z`) - weeks * WEEK_MS);
    for (const weeks of [1, 2]) {
      // Half an hour in the morning counts; an hour in the evening does not yet.
      await record(user, {
        ...stay(at(weeks, '08:00:00').toISOString(), at(weeks, '08:30:00').toISOString()),
      });
      await record(user, stay(at(weeks, '18:00:00').toISOString(), at(weeks, '19:00:00').toISOString()));
    }
    await record(user, stay('2026-11-20T08:00:00Z', '2026-11-20T10:00:00Z'));
    expect((await dayOf(user.key)).usual).toMatchObject({ days: 2, seconds: 1800 });
    expect((await dayOf(user.key, '2026-11-14')).usual).toMatchObject({ days: 1, seconds: 5400 });
  });

  it('has 25 hours when the clock goes back, and the repeated hour twice', async () => {
    const user = await newUser();
    await record(
      user,
      stay('2026-10-25T00:30:00Z', '2026-10-25T00:40:00Z'),
      stay('2026-10-25T01:30:00Z', '2026-10-25T01:50:00Z'),
    );
    const { hours } = await dayOf(user.key, '2026-10-25');
    expect(hours).toHaveLength(25);
    expect(hours.filter(({ hour }) => hour === 2).map(({ start, levelSeconds }) => [start, levelSeconds[4]])).toEqual([
      ['2026-10-25T02:00:00.000+02:00', 600],
      ['2026-10-25T02:00:00.000+01:00', 1200],
    ]);
  });

  it('follows a change of level at once', async () => {
    const user = await newUser();
    await record(user, stay('2026-11-21T08:00:00Z', '2026-11-21T08:30:00Z'));
    expect((await dayOf(user.key)).levelSeconds[4]).toBe(1800);
    await app.http
      .put('/api/v1/taxonomy/activities/github.com')
      .set('Authorization', `Bearer ${user.fullKey}`)
      .send({ productivity: -1 })
      .expect(204);
    expect((await dayOf(user.key)).levelSeconds).toEqual([0, 1800, 0, 0, 0]);
  });

  it('shows nothing of another user, and nothing without a key', async () => {
    const [ada, eve] = [await newUser(), await newUser()];
    await record(ada, stay('2026-11-21T08:00:00Z', '2026-11-21T08:30:00Z'));
    expect((await dayOf(eve.key)).seconds).toBe(0);
    await app.http.get('/api/v1/reports/day').expect(401);
  });

  it.each([
    ['a day that is not', '2026-02-30'],
    ['a word', 'yesterday'],
    ['nothing', ''],
    ['a long number', '9'.repeat(2_000)],
    ['markup', '<script>'],
  ])('refuses %s with a short sentence', async (_what, date) => {
    const { key } = await newUser();
    const answer = await app.http
      .get('/api/v1/reports/day')
      .query({ date })
      .set('Authorization', `Bearer ${key}`)
      .expect(400);
    const { error } = answer.body as { error: { message: string } };
    expect(error.message).toMatch(/is not a day/);
    expect(error.message.length).toBeLessThan(80);
  });

  it.each(['1999-12-31', '2101-01-01', '9999-12-31'])('refuses %s: no time can be there', async (date) => {
    const { key } = await newUser();
    const asked = app.http.get('/api/v1/reports/day').query({ date }).set('Authorization', `Bearer ${key}`);
    expect((await asked.expect(400)).text).toContain('cannot have time');
  });

  it.each(['2000-01-01', '2100-12-31'])('is empty on %s, far from all time', async (date) => {
    const { key } = await newUser();
    expect(await dayOf(key, date)).toMatchObject({ seconds: 0, pulse: null, timeline: [] });
  });
});

interface Lane {
  readonly source: string;
  readonly machine: string | null;
  readonly osUser: string | null;
  readonly seconds: number;
  readonly pieces: readonly { start: string; activity: string; productivity: number; seconds: number }[];
}

describe('/api/v1/reports/day/lanes', () => {
  const on = ({ agentKey }: { agentKey: string }, machine: string, ...activities: object[]) =>
    app.http
      .post('/agent/v1/activities')
      .set('Authorization', `Bearer ${agentKey}`)
      .send({ device: { id: machine, machine, osUser: 'ada' }, source: 'computers', activities })
      .expect(200);
  const lanesOf = async (key: string, date?: string): Promise<readonly Lane[]> => {
    const query = date === undefined ? {} : { date };
    const asked = app.http.get('/api/v1/reports/day/lanes').query(query).set('Authorization', `Bearer ${key}`);
    return ((await asked.expect(200)).body as { lanes: Lane[] }).lanes;
  };

  it('shows two computers side by side, and what was entered by hand', async () => {
    const user = await newUser();
    await on(user, 'laptop', stay('2026-11-21T08:00:00Z', '2026-11-21T08:10:00Z'));
    await on(user, 'desk', stay('2026-11-21T08:02:00Z', '2026-11-21T08:05:00Z', 'https://youtube.com/'));
    await app.http
      .post('/api/v1/offline-time')
      .set('Authorization', `Bearer ${user.key}`)
      .send({ startedAt: '2026-11-21T09:10', endedAt: '2026-11-21T09:20', activity: 'Lunch' })
      .expect(204);
    const lanes = await lanesOf(user.fullKey);
    expect(lanes.map(({ source, machine, osUser, seconds }) => [source, machine, osUser, seconds])).toEqual([
      ['computers', 'desk', 'ada', 180],
      ['computers', 'laptop', 'ada', 600],
      ['offline', null, null, 600],
    ]);
    expect(lanes[0]?.pieces).toEqual([
      {
        ...{ start: '2026-11-21T09:00:00.000+01:00', activity: 'youtube.com', category: 'Video' },
        ...{ productivity: -2, seconds: 180 },
      },
    ]);
  });

  it('tells a key that only reads no name of a device', async () => {
    const user = await newUser();
    await on(user, 'laptop', stay('2026-11-21T08:00:00Z', '2026-11-21T08:10:00Z'));
    expect(await lanesOf(user.key)).toMatchObject([{ source: 'computers', machine: null, osUser: null, seconds: 600 }]);
  });

  it('has the doubled half hour of Lord Howe twice, each with its offset', async () => {
    const user = await app.createUser(`day-${users++}@example.org`, 'Australia/Lord_Howe');
    // At 15:00 UTC the clock goes back from 02:00 to 01:30.
    await on(user, 'laptop', stay('2026-04-04T14:30:00Z', '2026-04-04T15:30:00Z'));
    const [lane] = await lanesOf(user.fullKey, '2026-04-05');
    expect(lane?.pieces).toHaveLength(12);
    expect([lane?.pieces[0]?.start, lane?.pieces[6]?.start]).toEqual([
      '2026-04-05T01:30:00.000+11:00',
      '2026-04-05T01:30:00.000+10:30',
    ]);
  });

  it('shows nothing of another user, and no day from before the lite plan shows', async () => {
    const lite = await app.createUser(`day-${users++}@example.org`, 'Europe/Berlin', 'lite');
    await on(lite, 'laptop', stay('2026-01-05T08:00:00Z', '2026-01-05T08:10:00Z'));
    expect(await lanesOf(lite.fullKey, '2026-01-05')).toEqual([]);
    expect(await lanesOf((await newUser()).fullKey, '2026-01-05')).toEqual([]);
    await app.http.get('/api/v1/reports/day/lanes').expect(401);
  });

  it('refuses a day that is not', async () => {
    const { key } = await newUser();
    const asked = app.http.get('/api/v1/reports/day/lanes').query({ date: '2026-02-30' });
    await asked.set('Authorization', `Bearer ${key}`).expect(400);
  });
});
