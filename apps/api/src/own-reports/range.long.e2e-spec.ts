import { startApp, type TestApp } from '../testing/start-app.js';

interface Range {
  readonly resolution: string;
  readonly seconds: number;
  readonly intervals: readonly { date: string; levelSeconds: readonly number[] }[];
  readonly hoursOfWeek: readonly { weekday: number; hour: number; levelSeconds: readonly number[] }[];
  readonly activities: readonly { activity: string; seconds: number }[];
  readonly before: { seconds: number; pulse: number | null };
}

let app: TestApp;
let users = 0;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const newUser = () => app.createUser(`range-${users++}@example.org`);
const ask = (key: string, begin: string, end: string) =>
  app.http.get('/api/v1/reports/range').query({ begin, end }).set('Authorization', `Bearer ${key}`);
const rangeOf = async (key: string, begin: string, end: string): Promise<Range> => {
  await app.caughtUp();
  return (await ask(key, begin, end).expect(200)).body as Range;
};
const record = (
  { agentKey }: { agentKey: string },
  ...stays: readonly (readonly [start: string, end: string, url: string])[]
) =>
  app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${agentKey}`)
    .send({
      device: { id: 'desk', machine: 'desk', osUser: 'ada' },
      source: 'computers',
      activities: stays.map(([startedAt, endedAt, url]) => ({
        ...{ id: startedAt, application: 'Firefox', url, startedAt, endedAt },
      })),
    })
    .expect(200);
const GITHUB = 'https://github.com/acme';
const YOUTUBE = 'https://youtube.com/watch';

describe('/api/v1/reports/range', () => {
  it('sums days, hours of the week and activities, and the days before', async () => {
    const user = await newUser();
    await record(
      user,
      ['2026-11-09T08:00:00Z', '2026-11-09T08:10:00Z', GITHUB],
      ['2026-11-16T08:00:00Z', '2026-11-16T08:30:00Z', GITHUB],
      ['2026-11-17T08:00:00Z', '2026-11-17T08:20:00Z', YOUTUBE],
    );
    const range = await rangeOf(user.key, '2026-11-15', '2026-11-18');
    expect(range).toMatchObject({ resolution: 'day', seconds: 3000 });
    expect(range.intervals).toEqual([
      { date: '2026-11-16', levelSeconds: [0, 0, 0, 0, 1800] },
      { date: '2026-11-17', levelSeconds: [1200, 0, 0, 0, 0] },
    ]);
    expect(range.hoursOfWeek).toEqual([
      { weekday: 1, hour: 9, levelSeconds: [0, 0, 0, 0, 1800] },
      { weekday: 2, hour: 9, levelSeconds: [1200, 0, 0, 0, 0] },
    ]);
    expect(range.activities.map(({ activity, seconds }) => [activity, seconds])).toEqual([
      ['github.com', 1800],
      ['youtube.com', 1200],
    ]);
    expect((await rangeOf(user.key, '2026-11-11', '2026-11-12')).before).toMatchObject({ seconds: 600, pulse: 100 });
  });

  it('shows months when it is longer than 400 days', async () => {
    const user = await newUser();
    await record(user, ['2026-11-16T08:00:00Z', '2026-11-16T08:30:00Z', GITHUB]);
    const { resolution, intervals } = await rangeOf(user.key, '2016-01-01', '2026-12-31');
    expect([resolution, intervals]).toEqual(['month', [{ date: '2026-11-01', levelSeconds: [0, 0, 0, 0, 1800] }]]);
  });

  it('follows the rules by which the user splits an activity, in every part', async () => {
    const user = await newUser();
    await record(
      user,
      ['2026-11-16T08:00:00Z', '2026-11-16T08:30:00Z', GITHUB],
      ['2026-11-16T08:30:00Z', '2026-11-16T08:40:00Z', 'https://github.com/games'],
    );
    const rules = [{ in: 'url', match: 'substring', pattern: 'games', productivity: -2 }];
    await app.http
      .put('/api/v1/taxonomy/activities/github.com/rules')
      .set('Authorization', `Bearer ${user.fullKey}`)
      .send({ rules })
      .expect(204);
    const { intervals, hoursOfWeek } = await rangeOf(user.key, '2026-11-16', '2026-11-16');
    const levelSeconds = [600, 0, 0, 0, 1800];
    expect(intervals).toEqual([{ date: '2026-11-16', levelSeconds }]);
    expect(hoursOfWeek).toEqual([{ weekday: 1, hour: 9, levelSeconds }]);
  });

  it('follows such rules for an application too, whose name has capitals', async () => {
    const user = await newUser();
    const stays = [
      { id: '1', title: 'work', startedAt: '2026-11-16T08:00:00Z', endedAt: '2026-11-16T08:30:00Z' },
      { id: '2', title: 'games', startedAt: '2026-11-16T08:30:00Z', endedAt: '2026-11-16T08:40:00Z' },
    ];
    await app.http
      .post('/agent/v1/activities')
      .set('Authorization', `Bearer ${user.agentKey}`)
      .send({
        device: { id: 'desk', machine: 'desk', osUser: 'ada' },
        source: 'computers',
        activities: stays.map((stay) => ({ ...stay, application: 'Visual Studio Code' })),
      })
      .expect(200);
    const rules = [{ match: 'substring', pattern: 'games', productivity: -2 }];
    await app.http
      .put('/api/v1/taxonomy/activities/Visual%20Studio%20Code/rules')
      .set('Authorization', `Bearer ${user.fullKey}`)
      .send({ rules })
      .expect(204);
    const { hoursOfWeek, activities } = await rangeOf(user.key, '2026-11-16', '2026-11-16');
    expect(hoursOfWeek).toEqual([{ weekday: 1, hour: 9, levelSeconds: [600, 0, 0, 0, 1800] }]);
    expect(activities.map(({ seconds }) => seconds)).toEqual([1800, 600]);
  });

  it.each([
    ['2026-11-20', '2026-11-19', 'The first day is after the last day.'],
    ['2000-11-20', '2026-11-19', 'A range has at most 7310 days: twenty years.'],
    ['2026-11-31', '2026-12-01', '2026-11-31 is not a day. Write 2026-11-29.'],
  ])('refuses %s to %s with a sentence', async (begin, end, sentence) => {
    const { key } = await newUser();
    const { body } = await ask(key, begin, end).expect(400);
    expect((body as { error: { message: string } }).error.message).toBe(sentence);
  });
});
