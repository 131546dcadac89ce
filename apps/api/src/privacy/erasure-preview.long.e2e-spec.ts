import { jest } from '@jest/globals';
import type { LocalDate } from '@app/domain';
import { startApp, type TestApp } from '../testing/start-app.js';
import { until } from '../testing/until.js';

let app: TestApp;
let id: string;
let key: string;
let agentKey: string;
let users = 0;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());
beforeEach(async () => {
  ({ id, fullKey: key, agentKey } = await app.createUser(`preview-${users++}@example.org`, 'UTC'));
});

/** Records so many minutes from 09:00 UTC on. */
const record = (date: string, minutes: number, application: string, deviceId = 'desk') =>
  recordDays([date], minutes, { application, deviceId });

async function recordDays(
  dates: readonly string[],
  minutes: number,
  { application, deviceId }: { application: string; deviceId: string },
): Promise<void> {
  const activities = dates.map((date) => {
    const startedAt = Date.parse(`${date}T09:00Z`);
    return { id: `${date}-${application}`, application, startedAt, endedAt: startedAt + minutes * 60_000 };
  });
  const batch = { device: { id: deviceId, machine: 'm', osUser: 'u' }, source: 'computers', activities };
  const sent = app.http.post('/agent/v1/activities').set('Authorization', `Bearer ${agentKey}`).send(batch);
  expect((await sent.expect(200)).body).toMatchObject({ rejected: [] });
}
const post = (path: string, body: object) => app.http.post(path).set('Authorization', `Bearer ${key}`).send(body);
const get = (path: string) => app.http.get(path).set('Authorization', `Bearer ${key}`);
const preview = async (body: object) => (await post('/api/v1/erasures/preview', body).expect(200)).body as object;
const stored = async () =>
  (await get('/api/v1/account/stored').expect(200)).body as { time: object; entries: object[] };

describe('the preview of an erasure', () => {
  it('says what goes, takes nothing, and is what the erasure takes', async () => {
    await record('2026-11-19', 30, 'vim');
    await record('2026-11-20', 60, 'vim');
    await record('2026-11-20', 20, 'Minecraft', 'lap');
    await app.caughtUp();
    const slice = { from: '2026-11-20', to: '2026-11-20', activity: 'VIM' };
    const gone = { days: 1, seconds: 3_600, activities: [{ activity: 'vim', seconds: 3_600 }], next: null };
    expect(await preview(slice)).toEqual(gone);
    expect(await preview({ device: 'lap' })).toMatchObject({ days: 1, seconds: 1_200 });
    expect(await preview({ category: 'Entertainment' })).toMatchObject({ seconds: 1_200 });
    expect(await preview({})).toMatchObject({ days: 2, seconds: 6_600 });
    expect((await stored()).time).toMatchObject({ days: 2, seconds: 6_600, activities: 2 });
    const { body } = await post('/api/v1/erasures', slice).expect(202);
    await erased((body as { id: string }).id);
    expect((await stored()).time).toMatchObject({ days: 2, seconds: 3_000, first: '2026-11-19', last: '2026-11-20' });
    expect(await preview(slice)).toMatchObject({ days: 0, seconds: 0, activities: [], next: null });
  });

  async function erased(id: string): Promise<void> {
    for (;;) {
      const { body } = await get(`/api/v1/erasures/${id}`).expect(200);
      const newest = (await get('/api/v1/erasures/newest').expect(200)).body as object;
      expect(newest).toMatchObject({ erasure: { id } });
      if (['awaiting-merges', 'completed'].includes((body as { state: string }).state)) return;
    }
  }

  it('looks at 31 days in one answer, and says where to go on', async () => {
    const vim = { application: 'vim', deviceId: 'desk' };
    const october = Array.from({ length: 30 }, (_, n) => `2026-10-${String(n + 1).padStart(2, '0')}`);
    // A call of an agent brings time of 31 days at most.
    await recordDays(october, 1, vim);
    const november = Array.from({ length: 9 }, (_, n) => `2026-11-0${n + 1}`);
    await recordDays(november, 1, vim);
    await app.caughtUp();
    const first = (await preview({})) as { days: number; next: string };
    expect(first).toMatchObject({ days: 31, next: '2026-11-01' });
    expect(await preview({ after: first.next })).toMatchObject({ days: 8, seconds: 480, next: null });
    expect(await preview({ after: '2026-11-09' })).toMatchObject({ days: 0, next: null });
  });

  it.each([{ from: '0100-01-01' }, { to: '9999-12-31' }, { from: '9999-12-30' }, { after: '9999-12-31' }])(
    'takes %j for days without time beyond those that may have some',
    async (asked) => {
      await record('2026-11-20', 60, 'vim');
      await app.caughtUp();
      const isBefore = 'from' in asked ? asked.from < '2026' : 'to' in asked;
      expect(await preview(asked)).toMatchObject({ days: isBefore ? 1 : 0, next: null });
    },
  );

  it('of one account is made twice at once, and not three times', async () => {
    await record('2026-11-20', 60, 'vim');
    await app.caughtUp();
    const tables = Object.getPrototypeOf(app.stores.readModels.stored) as typeof app.stores.readModels.stored;
    let waiting = 0;
    let goOn = (): void => undefined;
    const opened = new Promise<void>((resolve) => (goOn = resolve));
    const days = jest.spyOn(tables, 'days');
    days.mockImplementation(async () => {
      waiting++;
      await opened;
      return ['2026-11-20' as LocalDate];
    });
    const two = [preview({}), preview({})];
    await until('two previews to be made', () => Promise.resolve(waiting === 2));
    const third = await post('/api/v1/erasures/preview', {});
    goOn();
    expect([third.status, third.headers['retry-after']]).toEqual([429, '10']);
    for (const one of await Promise.all(two)) expect(one).toMatchObject({ days: 1 });
    days.mockRestore();
    expect(await preview({})).toMatchObject({ days: 1 });
  });

  it.each([
    [{ from: 'yesterday' }, 400, 'invalid_time'],
    [{ from: '2026-11-20', to: '2026-11-19' }, 400, 'invalid_range'],
    [{ category: 'No such' }, 400, 'unknown_category'],
    [{ device: 'of-another' }, 404, 'unknown_device'],
    [{ after: '2026-02-30' }, 400, 'invalid_time'],
    [{ activity: ' ' }, 400, 'invalid_name'],
  ])('refuses %j with %i %s', async (body, status, code) => {
    const refused = await post('/api/v1/erasures/preview', body);
    expect([refused.status, refused.body]).toMatchObject([status, { error: { code } }]);
  });

  it('tells nothing of another user', async () => {
    await record('2026-11-20', 60, 'vim');
    await app.caughtUp();
    ({ fullKey: key } = await app.createUser(`preview-${users++}@example.org`, 'UTC'));
    expect(await preview({})).toMatchObject({ days: 0, seconds: 0 });
    expect((await get('/api/v1/erasures/newest').expect(200)).body).toEqual({ erasure: null });
  });
});

it('what is stored is counted by kind, and nothing of it may be kept by a cache', async () => {
  await post('/api/v1/highlights', { description: 'x', date: '2026-11-20' }).expect(201);
  const { entries, time } = await stored();
  expect(time).toEqual({ days: 0, seconds: 0, activities: 0, first: null, last: null });
  expect(entries).toContainEqual({ kind: 'highlight', entries: 1, isExported: true });
  expect(entries).toContainEqual({ kind: 'factor', entries: 0, isExported: false });
  expect((await get('/api/v1/account/stored')).headers['cache-control']).toContain('no-store');
});

it('entries that were hidden in the log are counted no more', async () => {
  for (const description of ['a', 'b', 'c']) await post('/api/v1/highlights', { description, date: '2026-11-20' });
  expect((await stored()).entries).toContainEqual({ kind: 'highlight', entries: 3, isExported: true });
  await app.stores.eventStore.truncate(`highlight-${id}`, 2n);
  expect((await stored()).entries).toContainEqual({ kind: 'highlight', entries: 1, isExported: true });
});
