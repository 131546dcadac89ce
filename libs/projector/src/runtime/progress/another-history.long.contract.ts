import { cp, rm } from 'node:fs/promises';
import { startNode } from '@app/esdb-node';
import { OtherHistoryError } from '@app/event-store';
import { activityStream, type LocalDate } from '@app/domain';
import { v4 as uuidV4 } from 'uuid';
import { PROJECTIONS } from '../../projections/index.js';
import { recorded, span } from '../../testing/day-by-hand.js';
import { Heard, type Log, Stage } from '../../testing/stage.js';
import { Projector } from '../projector.js';

/** The log is restored from an older copy, while the tables stay as they were. */

let stage: Stage;
let log: Log;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
});

const DAY_MS = Date.UTC(2026, 0, 1);
const metadata = { now: 0, principalId: 'tester' };
/** A day stream of another user for each call. Its event has at least so many bytes. */
async function appendFor(user: string, bytes: number): Promise<void> {
  const event = { type: 'Noted', data: { text: 'x'.repeat(bytes) } };
  await log.store.append(activityStream(user, '2026-01-01' as LocalDate), [{ event, metadata }], 'no_stream');
}

/** A copy is made, the log goes on and is projected. Then the copy takes its place. */
async function restoreOlderCopy(): Promise<void> {
  const copy = `${log.dir}-copy`;
  await log.append(recorded([span('1', 'vim', 0, 5)]));
  await log.store.identity();
  await log.restartNode(() => cp(log.dir, copy, { recursive: true }));
  await appendFor(uuidV4(), 100);
  await appendFor(uuidV4(), 100);
  await stage.project(log);
  await log.restartNode(async () => {
    await rm(log.dir, { recursive: true });
    await cp(copy, log.dir, { recursive: true });
  });
}

/** What the log may have got since it was restored, shorter and longer than the lost events. */
const SINCE: [string, () => Promise<void>][] = [
  ['with nothing new', async () => undefined],
  ['with less than was lost', () => appendFor(uuidV4(), 1)],
  [
    'with as much as was lost, event for event',
    async () => {
      await appendFor(uuidV4(), 100);
      await appendFor(uuidV4(), 100);
    },
  ],
  [
    'with more than was lost, cut otherwise',
    async () => {
      await appendFor(uuidV4(), 37);
      await appendFor(uuidV4(), 5_000);
    },
  ],
];

it.each(SINCE)(
  'an older copy %s: the status says so, and a projector that is alone starts over',
  async (_title, goOn) => {
    await restoreOlderCopy();
    await goOn();
    expect(await stage.status(log)).toMatchObject({ otherHistory: true, caughtUp: false });
    expect((await stage.project(log)).startedOverFor).toEqual(['another_history']);
    expect(await stage.status(log)).toMatchObject({ otherHistory: false, caughtUp: true });
    expect(await stage.daily()).toEqual(['2026-01-01|computers|vim|300']);
  },
);

it('one of several projectors refuses, and names the command', async () => {
  await restoreOlderCopy();
  const { store } = log;
  const observer = new Heard();
  const projector = new Projector({
    store,
    readModels: stage.readModels,
    projections: PROJECTIONS,
    observer,
    shards: [1],
  });
  const running = projector.run();
  await expect(running).rejects.toThrow(OtherHistoryError);
  await expect(running).rejects.toThrow('projector -- start-over');
  await stage.readModels.forgetAllCheckpoints();
  expect(await stage.status(log)).toMatchObject({ otherHistory: false, caughtUp: false });
});

it('a log whose newest events were removed and scavenged has the same history', async () => {
  const user = uuidV4();
  await log.append(recorded([span('1', 'vim', 0, 5)]));
  await appendFor(user, 100);
  await stage.project(log);
  await log.store.removeForEver(activityStream(user, '2026-01-01' as LocalDate));
  await log.store.scavenge();
  expect(await stage.status(log)).toMatchObject({ otherHistory: false });
  expect((await stage.project(log)).startedOverFor).toEqual([]);
});

it('a checkpoint of an older version, without the id of its event, goes on', async () => {
  await log.append(recorded([span('1', 'vim', 0, 5)]));
  const position = (await log.store.lastEvent())?.position ?? 0n;
  const keys = { projections: PROJECTIONS.map(({ checkpoint }) => checkpoint), storeId: await log.store.identity() };
  await stage.forgetCheckpoints();
  await stage.readModels.writeCheckpoints(keys, { position, recordedAt: DAY_MS, now: DAY_MS });
  expect(await stage.status(log)).toMatchObject({ otherHistory: false, caughtUp: true });
  expect((await stage.project(log)).startedOverFor).toEqual([]);
});
