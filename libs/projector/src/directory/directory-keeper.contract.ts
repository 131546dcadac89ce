import { accountStream, clientStream, DIRECTORY_STREAM } from '@app/domain';
import { startNode } from '@app/esdb-node';
import { ReactorScene } from '../testing/reactor-scene.js';
import { type Log, Stage } from '../testing/stage.js';
import { DirectoryKeeper } from './directory-keeper.js';

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

const start = () => scene.start((options) => new DirectoryKeeper(options));
const listed = async (count: number) =>
  (await scene.untilIn(DIRECTORY_STREAM, count)).map(({ type, data }) => [
    type,
    Object.values((data ?? {}) as Record<string, unknown>)[0],
  ]);

it('lists accounts and applications in the order of the log, also those from before its first start', async () => {
  const first = await scene.user('UTC');
  await scene.append(clientStream('c'), { type: 'ApplicationRegistered', data: { clientId: 'c' } });
  start();
  const second = await scene.user('Europe/Berlin');
  await scene.append(accountStream(first), { type: 'PlanChanged', data: { plan: 'lite' } });
  expect(await listed(3)).toEqual([
    ['AccountListed', first],
    ['ApplicationListed', 'c'],
    ['AccountListed', second],
  ]);
});

it('lists each once, in two processes, and when it hears the log again', async () => {
  const users = [await scene.user('UTC'), await scene.user('UTC'), await scene.user('UTC')];
  const both = [start(), start()];
  await listed(3);
  await scene.untilHeard();
  for (const one of both) await one.stop();
  await scene.forget('directory');
  start();
  const last = await scene.user('UTC');
  expect(await listed(4)).toEqual([...users, last].map((userId) => ['AccountListed', userId]));
});

it('goes on behind an entry of a newer version', async () => {
  await scene.appendNewer(DIRECTORY_STREAM, { type: 'AccountListed', data: { users: ['x'] } });
  start();
  const user = await scene.user('UTC');
  expect((await listed(2))[1]).toEqual(['AccountListed', user]);
});
