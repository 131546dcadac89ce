import { startApp, type TestApp } from '../../testing/start-app.js';

/**
 * The clock of the tests is in November 2026, so the last full quarter ends in September. The 28th
 * is a Monday.
 */
const MONDAY = '2026-09-28';
const NONE = { '-2': null, '-1': null, '0': null, '1': null, '2': null };

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

const ask = (bearer?: string) =>
  app.http.get('/api/v1/statistics/weekdays').set(bearer === undefined ? {} : { Authorization: `Bearer ${bearer}` });

async function record(key: string, application: string, minutes: number, day = MONDAY): Promise<void> {
  const startedAt = Date.parse(`${day}T10:00:00+02:00`);
  const activity = { id: `${application}${day}`, application, startedAt, endedAt: startedAt + minutes * 60_000 };
  const device = { id: application, machine: 'm', osUser: 'u' };
  const batch = { device, source: 'computers', activities: [activity] };
  await app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${key}`).send(batch).expect(200);
}

it('publishes averages of groups of twenty, once for a period, and nothing of smaller ones', async () => {
  const users = await Promise.all(Array.from({ length: 20 }, (_, n) => app.createUser(`user${n}@example.org`)));
  for (const [n, { agentKey: key }] of users.entries()) {
    await record(key, 'Vim', n < 10 ? 60 : 120);
    // Nineteen users, and one with much more time.
    if (n > 0) await record(key, 'Minecraft', n === 1 ? 500 : 30);
    await record(key, 'Vim', 600, '2026-10-05');
  }
  await app.caughtUp();
  const { status, body } = await ask(app.adminToken);
  expect(status).toBe(200);
  const published = {
    period: { begin: '2026-07-01', end: '2026-09-30' },
    smallestGroup: 20,
    weekdays: [1, 2, 3, 4, 5, 6, 7].map((weekday) => ({
      weekday,
      minutes: weekday === 1 ? { ...NONE, '2': 90 } : NONE,
    })),
  };
  expect(body).toEqual(published);

  const newcomer = await app.createUser('newcomer@example.org');
  await record(newcomer.agentKey, 'Minecraft', 30);
  await record(newcomer.agentKey, 'Vim', 1_000);
  await app.caughtUp();
  expect((await ask(app.adminToken)).body).toEqual(published);
});

it('is for the administrator alone', async () => {
  const { fullKey: key } = await app.createUser('nosy@example.org');
  expect((await ask(key)).status).toBe(401);
  expect((await ask()).status).toBe(401);
});
