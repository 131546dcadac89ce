import { activityStream, dayListStream, type LocalDate } from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import type { TestUser } from '../testing/app-actors.js';
import { startApp, type TestApp } from '../testing/start-app.js';

const DAY = '2026-11-20' as LocalDate;
const NEXT = '2026-11-21' as LocalDate;
const MIDNIGHT = Date.parse(`${NEXT}T00:00:00+01:00`);

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

let people = 0;
const person = (): Promise<TestUser> => app.createUser(`person-${++people}@example.org`);

async function eventsIn(stream: string): Promise<StoredEvent[]> {
  const events: StoredEvent[] = [];
  for await (const event of app.stores.eventStore.read(stream)) events.push(event);
  return events;
}

const bearer = (key: string) => ['Authorization', `Bearer ${key}`] as const;

/** An activity from before midnight until after it. */
const acrossMidnight = {
  id: 'a',
  application: 'vim',
  startedAt: MIDNIGHT - 60_000,
  endedAt: MIDNIGHT + 60_000,
};
const device = { id: 'd', machine: 'm', osUser: 'u' };

const post = (path: string, key: string, body: object) =>
  app.http
    .post(path)
    .set(...bearer(key))
    .send(body)
    .expect(200);

const record = ({ agentKey }: TestUser, activity: object = acrossMidnight) =>
  post('/agent/v1/activities', agentKey, { device, source: 'computers', activities: [activity] });

/** The lines of an export, as the import takes them. */
const exported = async ({ fullKey }: TestUser) => {
  const { text } = await app.http
    .get('/api/v1/export')
    .set(...bearer(fullKey))
    .buffer(true)
    .parse((answer, done) => {
      const parts: Buffer[] = [];
      answer.on('data', (part: Buffer) => parts.push(part));
      answer.on('end', () => done(null, Buffer.concat(parts).toString()));
    })
    .expect(200)
    .then(({ body }) => ({ text: body as string }));
  return text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as { stream: string; id: string; type: string; data: object });
};

async function importLines({ fullKey }: TestUser): Promise<void> {
  const giver = await person();
  await record(giver);
  const lines = (await exported(giver)).filter(({ stream }) => stream.startsWith('activity-'));
  const numbered = lines.map(({ stream, id, type, data }, n) => ({ line: n + 1, first: id, stream, id, type, data }));
  await post('/api/v1/imports', fullKey, { format: 'timeledger', lines: numbered });
}

const rows = [DAY, NEXT].map((date, n) => ({ line: n + 1, date: `${date}T09:00:00`, seconds: 60, activity: 'vim' }));

describe('before a day gets its first event, it is on the list of the user', () => {
  it.each<[writer: string, write: (user: TestUser) => Promise<unknown>]>([
    ['an agent', (user) => record(user)],
    [
      'offline time',
      ({ key }) =>
        post('/anapi/offline_time_post', key, { start_time: `${DAY} 23:30:00`, duration: 60, activity_name: 'Talk' }),
    ],
    ['a table', ({ fullKey }) => post('/api/v1/imports', fullKey, { format: 'rescuetime', rows, bucketSeconds: 3600 })],
    ['lines of an export', importLines],
  ])('by %s', async (_writer, write) => {
    const user = await person();
    await write(user);
    const listed = await eventsIn(dayListStream(user.id));
    expect(listed.flatMap(({ data }) => (data as { localDates: string[] }).localDates).sort()).toEqual([DAY, NEXT]);
    for (const day of [DAY, NEXT]) {
      const [first] = await eventsIn(activityStream(user.id, day));
      const listedAt = listed.find(({ data }) => (data as { localDates: string[] }).localDates.includes(day))?.position;
      expect(listedAt).toBeLessThan(first?.position as bigint);
    }
  });
});

it('a day is listed once, however often it is written', async () => {
  const user = await person();
  for (let n = 0; n < 3; n++) {
    await record(user, {
      ...acrossMidnight,
      id: `b${n}`,
      startedAt: MIDNIGHT + n * 120_000,
      endedAt: MIDNIGHT + 60_000 + n * 120_000,
    });
  }
  expect((await eventsIn(dayListStream(user.id))).map(({ data }) => data)).toEqual([{ localDates: [NEXT] }]);
});

it('a crash after a day was listed loses nothing: the retry records it, and the export has it once', async () => {
  const user = await person();
  const { eventStore } = app.stores;
  const append = eventStore.append.bind(eventStore);
  eventStore.append = (stream, ...rest) =>
    stream.startsWith('activity-') ? Promise.reject(new Error('killed')) : append(stream, ...rest);
  await app.http
    .post('/agent/v1/activities')
    .set(...bearer(user.agentKey))
    .send({ device, source: 'computers', activities: [acrossMidnight] })
    .expect(500);
  eventStore.append = append;
  expect(await eventsIn(activityStream(user.id, DAY))).toEqual([]);
  expect(await eventsIn(dayListStream(user.id))).toHaveLength(1);
  expect((await exported(user)).filter(({ stream }) => stream.startsWith('activity-'))).toEqual([]);
  await record(user);
  const days = (await exported(user)).filter(({ stream }) => stream.startsWith('activity-'));
  expect(days.map(({ stream }) => stream)).toEqual([DAY, NEXT].map((day) => activityStream(user.id, day)));
});

it('an account whose list was removed by its erasure takes no new day', async () => {
  const user = await person();
  await app.stores.eventStore.removeForEver(dayListStream(user.id));
  const { body } = await app.http
    .post('/agent/v1/activities')
    .set(...bearer(user.agentKey))
    .send({ device, source: 'computers', activities: [acrossMidnight] });
  expect(body).toMatchObject({ error: { code: 'unknown_account' } });
  expect(await eventsIn(activityStream(user.id, DAY))).toEqual([]);
});
