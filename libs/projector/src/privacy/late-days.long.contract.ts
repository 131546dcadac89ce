import { activityStream, prefixesOf } from '@app/domain';
import { StreamGoneError } from '@app/event-store';
import { startNode } from '@app/esdb-node';
import { Agenda } from '../reactors/agenda.js';
import { NotYet } from '../reactors/reaction.js';
import { DAY, ErasureScene, NEXT, REQUESTED_AT_MS, span } from '../testing/erasure-scene.js';
import { type Log, Stage } from '../testing/stage.js';
import { Eraser, type OpenErasure } from './eraser.js';

/** Time that is recorded for an account while it is erased, and after that. */

let stage: Stage;
let log: Log;
let scene: ErasureScene;
beforeAll(async () => {
  stage = await Stage.open(startNode);
  log = await stage.newLog();
  scene = new ErasureScene(stage, log);
});
afterAll(() => stage.close());

/** What a new start of the eraser plans from the log. */
async function planned(): Promise<{ eraser: Eraser; agenda: Agenda<OpenErasure> }> {
  const observer = { reacted: () => undefined, setAside: () => undefined, interrupted: () => undefined };
  const eraser = new Eraser({ store: log.store, readModels: stage.readModels, observer });
  const agenda = new Agenda<OpenErasure>(undefined);
  for await (const { event } of log.store.followToEnd({ streamPrefixes: prefixesOf('erasure') })) {
    if (event) await eraser.hear(event, agenda);
  }
  return { eraser, agenda };
}

async function perform(eraser: Eraser, task: OpenErasure): Promise<void> {
  for (;;) {
    try {
      return await eraser.perform(task);
    } catch (error) {
      if (!(error instanceof NotYet)) throw error;
      await stage.project(log);
    }
  }
}

const record = (userId: string, title: string, day = DAY) =>
  scene.record(userId, [span('s', [9, 10], { title }, day)], day);

it('a day that lands after the erasure is completed is erased a minute after the request', async () => {
  const { userId } = await scene.user('late@example.org');
  await record(userId, 'EarlyTitle');
  await stage.project(log);
  await scene.ask(userId);
  await scene.erase(userId);
  await record(userId, 'LateTitle', NEXT);
  await expect(record(userId, 'LateTitle')).rejects.toThrow(StreamGoneError);
  await stage.project(log);
  expect(await scene.rowsOf(userId)).not.toEqual([]);

  const { eraser, agenda } = await planned();
  expect(agenda.take(REQUESTED_AT_MS + 59_999)).toEqual([]);
  for (const { task } of agenda.take(REQUESTED_AT_MS + 60_000)) await perform(eraser, task);
  expect(await scene.typesIn(activityStream(userId, NEXT))).toEqual([]);
  expect(await scene.rowsOf(userId)).toEqual([]);
  // The engine removes its own old files by itself, later.
  expect((await scene.filesWith('LateTitle')).filter((path) => !path.includes('/clickhouse/'))).toEqual([]);
  await expect(record(userId, 'LateTitle', NEXT)).rejects.toThrow(StreamGoneError);
});

it('a day that lands while the last streams are removed is erased with them', async () => {
  const { userId } = await scene.user('between@example.org');
  await record(userId, 'EarlyTitle');
  await scene.ask(userId);
  await scene.erase(userId, async (step) => {
    if (step === 'small') await record(userId, 'BetweenTitle', NEXT);
  });
  expect(await scene.phaseOf(userId)).toBeUndefined();
  expect(await scene.typesIn(activityStream(userId, NEXT))).toEqual([]);
  expect(await scene.filesWith('BetweenTitle')).toEqual([]);
});

it('the last look changes nothing when no day was late', async () => {
  const { userId } = await scene.user('quiet@example.org');
  await record(userId, 'QuietTitle');
  await scene.ask(userId);
  await scene.erase(userId);
  const { eraser, agenda } = await planned();
  const before = await log.store.lastEvent();
  for (const { task } of agenda.take(REQUESTED_AT_MS + 60_000)) await perform(eraser, task);
  expect(await log.store.lastEvent()).toEqual(before);
});
