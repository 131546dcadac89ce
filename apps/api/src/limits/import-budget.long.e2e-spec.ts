import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const DAY_MS = 86_400_000;

let app: TestApp;
beforeEach(async () => {
  app = await startApp({ imports: { perMinute: 4, megabytesPerDay: 1 } });
});
afterEach(() => app.close());

/** A call with one row, and as many more bytes as asked for. */
function send(key: string, line: number, moreBytes = 0) {
  const row = { line, date: `2020-01-01T0${line}:00:00`, seconds: 60, activity: 'vim', other: 'x'.repeat(moreBytes) };
  return app.http
    .post('/api/v1/imports')
    .set('Authorization', `Bearer ${key}`)
    .send({ format: 'rescuetime', bucketSeconds: 3600, rows: [row] });
}

it('an account imports so many times in a minute, also when the administrator does it for them', async () => {
  const [{ id, fullKey: key }, other] = [
    await app.createUser('often@example.org'),
    await app.createUser('b@example.org'),
  ];
  for (let line = 1; line <= 4; line++) await send(key, line).expect(200);
  const refused = await send(key, 5).expect(429);
  expect(refused.headers['retry-after']).toBe('60');
  expect(refused.body).toEqual({
    error: {
      code: 'rate_limit_exceeded',
      message: 'The account has imported as much as it may for now. Try again in 60 seconds.',
    },
  });
  await app.http
    .post(`/api/v1/users/${id}/imports`)
    .set('Authorization', `Bearer ${app.adminToken}`)
    .send({ format: 'timeledger', lines: [] })
    .expect(429);
  await send(other.fullKey, 1).expect(200);
  app.setNow(NOON + 60_000);
  await send(key, 5).expect(200);
});

it('an account imports so much in a day; what was there already and what fails counts for nothing', async () => {
  const { fullKey: key } = await app.createUser('much@example.org');
  const later = (minutes: number) => app.setNow(NOON + minutes * 60_000);
  await send(key, 1, 600_000).expect(200);
  for (let n = 1; n <= 3; n++) {
    later(n);
    const { body } = await send(key, 1, 600_000).expect(200);
    expect(body).toMatchObject({ imported: 0, duplicates: 1 });
  }
  later(4);
  await send(key, 2, 600_000).expect(200);
  later(5);
  const refused = await send(key, 3).expect(429);
  expect(Number(refused.headers['retry-after'])).toBe(DAY_MS / 1_000 - 300);
  app.setNow(NOON + DAY_MS);
  await send(key, 3).expect(200);
});

it('two imports of an account run at once, and the others try again', async () => {
  const { fullKey: key } = await app.createUser('at-once@example.org');
  const answers = await Promise.all([1, 2, 3].map((line) => send(key, line)));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(2);
  expect(statuses.filter((status) => status === 429).length).toBeLessThanOrEqual(1);
});
