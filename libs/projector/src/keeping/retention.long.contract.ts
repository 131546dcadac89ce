import { DIRECTORY_STREAM, erasureStream, keepingStream } from '@app/domain';
import { startNode } from '@app/esdb-node';
import { ReactorScene } from '../testing/reactor-scene.js';
import { type Log, Stage } from '../testing/stage.js';
import { Retention } from './retention.js';

let stage: Stage;
let log: Log;
let scene: ReactorScene;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
  scene = new ReactorScene(stage, log, '2026-11-20T08:00Z');
});
afterEach(() => scene.end());

/** A user in the directory, with an hour in June and one in November. */
async function userWithOldTime(): Promise<string> {
  const userId = await scene.user('UTC');
  await scene.append(DIRECTORY_STREAM, { type: 'AccountListed', data: { userId } });
  await scene.record(userId, '2026-06-10T09:00Z', 60);
  await scene.record(userId, '2026-11-19T09:00Z', 60);
  await stage.project(log);
  return userId;
}
const start = (longestKeptMonths?: number) =>
  scene.start((options) => new Retention({ ...options, longestKeptMonths }));
const keptFor = (months: number | null) => ({ type: 'KeepingChosen', data: { months } });
const announced = (months: number, iso: string) => ({
  ...{ type: 'ErasureByAgeAnnounced', data: { months, firstAt: Date.parse(iso) } },
});
const eventsOf = (events: readonly { type: string; data: unknown }[]) =>
  events.map(({ type, data }) => ({ type, data }));
const requests = async (userId: string) =>
  (await scene.read(erasureStream(userId))).map(({ data }) => (data as { slice?: unknown }).slice);

it('erases by the choice of a user two weeks after it was told, and no more than once for a month', async () => {
  const userId = await userWithOldTime();
  start();
  await scene.append(keepingStream(userId), keptFor(3));
  expect(eventsOf(await scene.untilIn(keepingStream(userId), 2))[1]).toEqual(announced(3, '2026-12-04T08:00Z'));
  await scene.goTo('2026-12-04T07:59Z');
  expect(await requests(userId)).toEqual([]);
  await scene.goTo('2026-12-04T08:00Z');
  expect(eventsOf(await scene.untilIn(keepingStream(userId), 3))[2]).toEqual({
    ...{ type: 'ErasedByAge', data: { before: '2026-09-01' } },
  });
  await scene.goTo('2026-12-31T23:00Z');
  expect(await requests(userId)).toEqual([{ to: '2026-08-31' }]);
});

it('announces the longest of the administrator to all, also to a user who has chosen nothing', async () => {
  const users = [await userWithOldTime(), await userWithOldTime()];
  start(6);
  for (const userId of users) {
    expect(eventsOf(await scene.untilIn(keepingStream(userId), 1))).toEqual([announced(6, '2026-12-04T08:00Z')]);
  }
});

it('asks for no erasure when there is no older time, and looks again in the next month', async () => {
  const userId = await userWithOldTime();
  await scene.append(keepingStream(userId), keptFor(6));
  await scene.append(keepingStream(userId), announced(6, '2026-11-01T00:00Z'));
  start();
  expect(eventsOf(await scene.untilIn(keepingStream(userId), 3))[2]?.data).toEqual({ before: '2026-05-01' });
  expect(await requests(userId)).toEqual([]);
  // In January time of June is older than six months and their month.
  await scene.goTo('2027-01-01T00:00Z');
  expect(eventsOf(await scene.untilIn(keepingStream(userId), 4))[3]?.data).toEqual({ before: '2026-07-01' });
  expect(await requests(userId)).toEqual([{ to: '2026-06-30' }]);
});

it('erases nothing without a choice, after the choice was taken back, or of an account that is gone', async () => {
  const [without, back, gone] = [await userWithOldTime(), await userWithOldTime(), await userWithOldTime()];
  await scene.append(keepingStream(back), keptFor(1), announced(1, '2026-11-01T00:00Z'), keptFor(null));
  await scene.append(keepingStream(gone), keptFor(1), announced(1, '2026-11-01T00:00Z'));
  await scene.append(`account-${gone}`, { type: 'AccountClosed', data: {} });
  const last = await userWithOldTime();
  await scene.append(keepingStream(last), keptFor(1), announced(1, '2026-11-01T00:00Z'));
  start();
  await scene.untilIn(keepingStream(last), 3);
  for (const userId of [without, back, gone]) expect(await requests(userId)).toEqual([]);
  expect(await requests(last)).toEqual([{ to: '2026-09-30' }]);
});

it('waits for an erasure that is running, and asks for one only in two processes', async () => {
  const userId = await userWithOldTime();
  const running = { erasureId: 'r', requestedAt: 0, taxonomyRevision: -1, slice: { to: '2020-01-01' } };
  await scene.append(erasureStream(userId), { type: 'ErasureRequested', data: running });
  await scene.append(keepingStream(userId), keptFor(1), announced(1, '2026-11-01T00:00Z'));
  start();
  start();
  await scene.untilHeard();
  await scene.goTo('2026-11-20T08:30Z');
  expect((await requests(userId)).length).toBe(1);
  for (const event of [
    { type: 'ErasureBegun', data: { erasureId: 'r', days: [] } },
    { type: 'LogErased', data: { erasureId: 'r', requestedAt: 0, isAccount: false, daysSeen: 0, days: [], upTo: '0' } },
    { type: 'LogScavenged', data: { erasureId: 'r' } },
    { type: 'RowsErased', data: { erasureId: 'r', at: 0 } },
    { type: 'ErasureCompleted', data: { erasureId: 'r' } },
  ]) {
    await scene.append(erasureStream(userId), event);
  }
  await scene.goTo('2026-11-20T09:31Z');
  await scene.untilIn(keepingStream(userId), 3);
  expect((await requests(userId)).filter(Boolean)).toEqual([{ to: '2020-01-01' }, { to: '2026-09-30' }]);
});
