import { NOON, startApp, type TestApp } from '../testing/start-app.js';

const MINUTE_MS = 60_000;

let app: TestApp;
beforeAll(async () => {
  app = await startApp();
});
afterAll(() => app.close());

it('tells an agent the seconds of today by level, without a name, and nothing of yesterday', async () => {
  const { agentKey } = await app.createUser('today@b.c');
  const asAgent = ['Authorization', `Bearer ${agentKey}`] as const;
  const levels = (most: number, least: number) =>
    [-2, -1, 0, 1, 2].map((productivity) => ({
      ...{ productivity, seconds: productivity === 2 ? most : productivity === -2 ? least : 0 },
    }));
  const today = async () =>
    (
      await app.http
        .get('/agent/v1/today')
        .set(...asAgent)
        .expect(200)
    ).body as object;
  expect(await today()).toEqual({ date: '2026-11-21', seconds: 0, levels: levels(0, 0) });
  const spans = [
    ['Emacs', NOON - 20 * MINUTE_MS, NOON - 10 * MINUTE_MS],
    ['Steam', NOON - 10 * MINUTE_MS, NOON - 9 * MINUTE_MS],
    ['Emacs', NOON - 24 * 60 * MINUTE_MS, NOON - 23 * 60 * MINUTE_MS],
  ] as const;
  const activities = spans.map(([application, startedAt, endedAt], n) => ({
    ...{ id: `${n}`, application, startedAt, endedAt },
  }));
  await app.http
    .post('/agent/v1/activities')
    .set(...asAgent)
    .send({ device: { id: 'd', machine: 'm', osUser: 'u' }, source: 'computers', activities })
    .expect(200);
  await app.caughtUp();
  expect(await today()).toEqual({ date: '2026-11-21', seconds: 660, levels: levels(600, 60) });
});
