import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

interface Day {
  readonly seconds: number;
  readonly isToday: boolean;
  readonly timeZone: string;
  readonly activities: readonly { activity: string; seconds: number; productivity: number }[];
  readonly past: { asOf: string; importedSeconds: number } | null;
}

let app: TestApp;
let users = 0;
beforeAll(async () => {
  app = await startApp();
  // Moments of the past are those of the log, which has the clock of the machine.
  app.setNow(Date.now());
});
afterAll(() => app.close());

const newUser = (zone?: string, plan?: 'lite') => app.createUser(`past-${users++}@example.org`, zone, plan);
const as = ({ fullKey }: { fullKey: string }) => ['Authorization', `Bearer ${fullKey}`] as const;
const DAY = '2024-03-12';
/** 93 days. */
const LONG = { begin: '2024-01-01', end: '2024-04-02' };

/** A moment that has everything before it, and nothing after it. */
async function moment(): Promise<string> {
  const ms = Date.now();
  await until('the clock to go on', () => Promise.resolve(Date.now() > ms + 1));
  app.setNow(Date.now());
  return new Date(ms).toISOString();
}

async function ask<Answer = Day>(user: TestUser, path: string, query: object): Promise<Answer> {
  await app.caughtUp();
  return (
    await app.http
      .get(`/api/v1/reports/${path}`)
      .query(query)
      .set(...as(user))
      .expect(200)
  ).body as Answer;
}
const dayOf = (user: TestUser, query: object = {}) => ask(user, 'day', { date: DAY, ...query });
const secondsOf = ({ activities }: Day) => Object.fromEntries(activities.map((one) => [one.activity, one.seconds]));

const record = (
  { agentKey }: TestUser,
  ...stays: readonly (readonly [day: string, from: string, to: string, url: string])[]
) =>
  app.http
    .post('/agent/v1/activities')
    .set('Authorization', `Bearer ${agentKey}`)
    .send({
      device: { id: 'desk', machine: 'desk', osUser: 'ada' },
      source: 'computers',
      activities: stays.map(([day, from, to, url]) => ({
        ...{ id: `${day}-${from}`.replace(':', ''), application: 'Firefox', url },
        ...{ startedAt: `${day}T${from}:00Z`, endedAt: `${day}T${to}:00Z` },
      })),
    })
    .expect(200);
const classify = (user: TestUser, activity: string, productivity: number) =>
  app.http
    .put(`/api/v1/taxonomy/activities/${activity}`)
    .set(...as(user))
    .send({ productivity })
    .expect(204);

const GITHUB = 'https://github.com/acme';
const YOUTUBE = 'https://youtube.com/watch';

describe('reports as of a moment in the past', () => {
  it('are what the server answered then, and now what it answers now', async () => {
    const user = await newUser();
    const range = { begin: '2024-03-11', end: '2024-03-17' };
    await record(user, [DAY, '08:00', '08:30', GITHUB], ['2024-03-05', '09:00', '09:10', YOUTUBE]);
    await classify(user, 'github.com', 1);
    const rules = [{ in: 'url', match: 'substring', pattern: 'watch', productivity: -1 }];
    await app.http
      .put('/api/v1/taxonomy/activities/youtube.com/rules')
      .set(...as(user))
      .send({ rules })
      .expect(204);
    const [dayThen, rangeThen] = [await dayOf(user), await ask<object>(user, 'range', range)];
    const then = await moment();
    await record(user, [DAY, '08:30', '09:00', YOUTUBE], ['2024-03-14', '23:30', '23:59', GITHUB]);
    await classify(user, 'github.com', -2);
    const [dayNow, rangeNow] = [await dayOf(user), await ask<object>(user, 'range', range)];
    const now = await moment();
    expect(dayNow).not.toEqual(dayThen);
    for (const [asOf, day, ofRange] of [
      [then, dayThen, rangeThen],
      [now, dayNow, rangeNow],
    ] as const) {
      const past = { asOf: expect.stringMatching(/^20.*[+-]\d\d:\d\d$/), importedSeconds: 0 };
      expect(await dayOf(user, { asOf })).toEqual({ ...day, past });
      expect(await ask(user, 'range', { ...range, asOf })).toEqual({ ...ofRange, past });
    }
  });

  it('list activities, documents and devices as they were then', async () => {
    const user = await newUser('UTC');
    const range = { begin: '2024-03-11', end: '2024-03-17' };
    const rules = (path: string, name: string) =>
      app.http
        .post('/api/v1/rules')
        .set(...as(user))
        .send({ activity: 'github.com', in: 'url', match: 'contains', text: path, name })
        .expect(201);
    await record(user, [DAY, '08:00', '08:30', GITHUB], [DAY, '09:00', '09:10', YOUTUBE]);
    await rules('acme', 'Client A');
    await classify(user, 'youtube.com', 1);
    const asked = [
      ['activities', range],
      ['documents', { ...range, activity: 'Client A' }],
      ['documents', { ...range, activity: 'github.com' }],
      ['documents', { ...range, activity: 'youtube.com' }],
      ['day/lanes', { date: DAY }],
    ] as const;
    const all = (more: object) => Promise.all(asked.map(([path, query]) => ask(user, path, { ...query, ...more })));
    const [answersThen, then] = [await all({}), await moment()];
    await record(user, [DAY, '10:00', '10:30', `${GITHUB}/books`], ['2024-03-14', '08:00', '08:10', YOUTUBE]);
    await classify(user, 'youtube.com', -2);
    await classify(user, 'client a', 2);
    const [answersNow, now] = [await all({}), await moment()];
    expect(answersNow).not.toEqual(answersThen);
    const asOf = expect.stringMatching(/^20.*[+-]\d\d:\d\d$/) as string;
    for (const [at, answers] of [
      [then, answersThen],
      [now, answersNow],
    ] as const)
      expect(await all({ asOf: at })).toEqual(
        answers.map((answer, n) => ({ ...answer, ...(n === 0 ? { past: { asOf, importedSeconds: 0 } } : { asOf }) })),
      );
    expect(answersThen[1]).toMatchObject({ seconds: 1800, documentCount: 1, asOf: null });
  });

  it('name no device to a key that may be published', async () => {
    const user = await newUser('UTC');
    await record(user, [DAY, '08:00', '08:30', GITHUB]);
    const query = { date: DAY, asOf: await moment() };
    expect(await ask(user, 'day/lanes', query)).toMatchObject({ lanes: [{ machine: 'desk' }] });
    expect(await ask({ ...user, fullKey: user.key }, 'day/lanes', query)).toMatchObject({ lanes: [{ machine: null }] });
  });

  it('never show what was erased since, and keep what stayed at its first moment', async () => {
    const user = await newUser();
    await record(user, [DAY, '08:00', '08:30', GITHUB], [DAY, '09:00', '09:20', YOUTUBE]);
    const then = await moment();
    await record(user, [DAY, '10:00', '10:10', GITHUB]);
    const slice = { from: `${DAY}T08:00:00Z`, to: `${DAY}T09:05:00Z` };
    const { body } = await app.http
      .post('/api/v1/erasures')
      .set(...as(user))
      .send(slice)
      .expect(202);
    await until('the erasure of the streams', async () => {
      const { id } = body as { id: string };
      const erasure = await app.http.get(`/api/v1/erasures/${id}`).set(...as(user));
      return !['requested', 'erasing'].includes((erasure.body as { state: string }).state);
    });
    expect(secondsOf(await dayOf(user, { asOf: then }))).toEqual({ 'youtube.com': 900 });
    const days = { begin: DAY, end: DAY, asOf: then };
    expect(secondsOf(await ask(user, 'activities', days))).toEqual({ 'youtube.com': 900 });
    expect(await ask(user, 'documents', { ...days, activity: 'github.com' })).toMatchObject({
      seconds: 0,
      documents: [],
    });
    expect(await ask(user, 'day/lanes', { date: DAY, asOf: then })).toMatchObject({ lanes: [{ seconds: 900 }] });
    expect(secondsOf(await dayOf(user, { asOf: await moment() }))).toEqual({ 'github.com': 600, 'youtube.com': 900 });
  });

  it('have imported time since the import, and say that it came by one', async () => {
    const user = await newUser('UTC');
    await record(user, [DAY, '08:00', '08:30', GITHUB]);
    const before = await moment();
    const rows = [{ line: 1, date: `${DAY}T09:00:00`, seconds: 600, activity: 'old.example' }];
    await app.http
      .post('/api/v1/imports')
      .set(...as(user))
      .send({ format: 'rescuetime', rows, bucketSeconds: 3600 })
      .expect(200);
    const { data } = { data: { activity: 'Lunch', localDate: DAY, utcOffsetMinutes: 0 } };
    const startedAt = Date.parse(`${DAY}T12:00:00Z`);
    const lines = [
      {
        ...{ line: 1, first: 'a', id: 'a', stream: `activity-${user.id}.20240312`, type: 'OfflineTimePosted' },
        data: { ...data, startedAt, endedAt: startedAt + 1_200_000 },
      },
    ];
    await app.http
      .post('/api/v1/imports')
      .set(...as(user))
      .send({ format: 'timeledger', lines })
      .expect(200);
    expect((await dayOf(user, { asOf: before })).past?.importedSeconds).toBe(0);
    const day = await dayOf(user, { asOf: await moment() });
    expect([day.seconds, day.past?.importedSeconds]).toEqual([1800 + 600 + 1200, 1800]);
    const range = { begin: DAY, end: DAY, asOf: await moment() };
    expect(await ask(user, 'range', range)).toMatchObject({ past: { importedSeconds: 1800 } });
  });

  it('are in the zone that the account had then', async () => {
    const user = await newUser('Europe/Berlin');
    const then = await moment();
    await app.http
      .put('/api/v1/account')
      .set(...as(user))
      .send({ timeZone: 'Asia/Kathmandu' })
      .expect(204);
    expect((await dayOf(user, { asOf: then })).timeZone).toBe('Europe/Berlin');
    expect((await dayOf(user, { asOf: await moment() })).timeZone).toBe('Asia/Kathmandu');
  });

  it('are of the day that was today then, and empty before the account', async () => {
    const user = await newUser('UTC');
    const asOf = await moment();
    expect(await ask(user, 'day', { asOf })).toMatchObject({ date: asOf.slice(0, 10), isToday: true });
    await record(user, [DAY, '08:00', '08:30', GITHUB]);
    expect(await dayOf(user, { asOf: '2024-03-13T00:00' })).toMatchObject({ seconds: 0, activities: [], usual: null });
  });

  it('read the moment in the zone of the account when it has no offset', async () => {
    const user = await newUser('Asia/Kathmandu');
    expect((await dayOf(user, { asOf: '2024-03-13T00:00' })).past?.asOf).toBe('2024-03-13T00:00:00.000+05:45');
  });

  it('show the days of a lite plan that are shown today, and no older ones', async () => {
    const user = await newUser('UTC', 'lite');
    await record(user, [DAY, '08:00', '08:30', GITHUB]);
    const asOf = await moment();
    expect(await dayOf(user, { asOf })).toMatchObject({ seconds: 0, activities: [] });
    expect(await ask(user, 'range', { begin: DAY, end: DAY, asOf })).toMatchObject({ seconds: 0, activities: [] });
  });

  it.each([
    ['day', { date: DAY, asOf: 'yesterday' }, 'yesterday is not a moment. Write 2026-11-29T14:30.'],
    ['day', { date: DAY, asOf: '2024-02-30T10:00' }, '2024-02-30T10:00 is not a moment. Write 2026-11-29T14:30.'],
    ['day', { date: DAY, asOf: '9'.repeat(400) }, `${'9'.repeat(40)}… is not a moment. Write 2026-11-29T14:30.`],
    ['day', { date: DAY, asOf: '2099-01-01T00:00' }, 'This moment has not come yet.'],
    ['range', { ...LONG, asOf: DAY }, 'A range of the past has at most 92 days.'],
    ['activities', { ...LONG, asOf: DAY }, 'A range of the past has at most 92 days.'],
    ['documents', { ...LONG, activity: 'vim', asOf: DAY }, 'A range of the past has at most 92 days.'],
    ['day/lanes', { date: DAY, asOf: 'yesterday' }, 'yesterday is not a moment. Write 2026-11-29T14:30.'],
  ])('are refused with a sentence: %s %j', async (path, query, sentence) => {
    const user = await newUser();
    const { body } = await app.http
      .get(`/api/v1/reports/${path}`)
      .query(query)
      .set(...as(user))
      .expect(400);
    expect((body as { error: { message: string } }).error.message).toBe(sentence);
  });

  it('keep no other user waiting while many ask for whole months', async () => {
    const crowd = await Promise.all(Array.from({ length: 8 }, () => newUser('UTC')));
    const days = Array.from({ length: 30 }, (_, n) => new Date(Date.UTC(2024, 0, 2 + n)).toISOString().slice(0, 10));
    for (const user of crowd) await record(user, ...days.map((day) => [day, '08:00', '08:30', GITHUB] as const));
    const asOf = await moment();
    const one = await newUser('UTC');
    let running = true;
    const busy = crowd.map(async (user) => {
      const answer = await ask<Day>(user, 'range', { begin: '2024-01-02', end: '2024-01-31', asOf });
      return answer.seconds;
    });
    const all = Promise.all(busy).finally(() => (running = false));
    await dayOf(one, { asOf });
    expect(running).toBe(true);
    expect(new Set(await all)).toEqual(new Set([30 * 1800]));
  });
});
