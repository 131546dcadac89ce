import { type LocalDate, planQuery, shapeReport, SHIPPED_TAXONOMY, timeClasses } from '@app/domain';
import { startNode } from '@app/esdb-node';
import type { ReadModels } from '@app/read-models';
import { ACTIVITY } from '../projections/activity/activity-projection.js';
import { DAY, erased, recorded, span } from '../testing/day-by-hand.js';
import { interceptWrites } from '../testing/intercepted-writes.js';
import { Heard, type Log, Stage, until } from '../testing/stage.js';

/** What reports show of a day while the tables do not have its rows, on a real node and engine. */

const USER = DAY.slice('activity-'.length, -'.20260101'.length);
const DATE = '2026-01-01' as LocalDate;

let stage: Stage;
let log: Log;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
});

/** The minutes of each activity of the day. */
async function shown(readModels: ReadModels, days = { begin: DATE, end: DATE }): Promise<string[]> {
  const plan = planQuery({ perspective: 'rank', kind: 'activity', resolution: 'day', ...days });
  if ('code' in plan) throw new Error('refused');
  const rows = await readModels.readReport({ userId: USER, classes: timeClasses(SHIPPED_TAXONOMY) }, plan);
  return shapeReport(plan, rows).rows.map(({ values, durationMs }) => `${values[0]} ${durationMs / 60_000}`);
}

/** Read models whose inserts fail until the door is opened. */
function behindDoor(readModels: ReadModels) {
  const door = { isOpen: false };
  const intercepted = interceptWrites(readModels, (_table, write) =>
    door.isOpen ? write() : Promise.reject(new Error('the disk is full')),
  );
  return { door, intercepted };
}

it('shows a new activity while the tables cannot be written, and the same once they are', async () => {
  const { door, intercepted: readModels } = behindDoor(stage.readModels);
  await stage.while(log, { readModels, observer: new Heard() }, async () => {
    await log.append(recorded([span('1', 'vim', 0, 10)]));
    await until('the first activity', async () => (await shown(readModels)).length > 0);
    await log.append(recorded([span('2', 'Slack', 10, 12)]), erased(0, 4));
    await until('the second one', async () => (await shown(readModels)).length > 1);
    await until('the erasure', async () => (await shown(readModels)).includes('vim 6'));
    expect(await shown(readModels)).toEqual(['vim 6', 'Slack 2']);
    expect(await stage.daily()).toEqual([]);
    door.isOpen = true;
    await stage.untilCaughtUp(log);
    expect(await stage.daily()).toEqual(['2026-01-01|computers|Slack|120', '2026-01-01|computers|vim|360']);
    expect(await shown(readModels)).toEqual(['vim 6', 'Slack 2']);
    expect(await shown(readModels, { begin: DATE, end: '2026-01-02' as LocalDate })).toEqual(['vim 6', 'Slack 2']);
  });
});

it('has the whole day after a new start, not only what came since', async () => {
  await log.append(recorded([span('1', 'vim', 0, 10)]));
  await stage.project(log);
  stage.readModels.invalidate('all');
  const { intercepted: readModels } = behindDoor(stage.readModels);
  const projector = stage.while(log, { readModels, observer: new Heard() }, async () => {
    await log.append(recorded([span('2', 'Slack', 10, 12)]));
    await until('the new activity', async () => (await shown(readModels)).length > 1);
    expect(await shown(readModels)).toEqual(['vim 10', 'Slack 2']);
  });
  await projector;
});

it('shows what the tables have while one is filled from the start of the log, never a part of a day', async () => {
  const minutes = [0, 1, 2, 3, 4];
  await log.append(...minutes.map((n) => recorded([span(`${n}`, 'vim', n, n + 1)])));
  await stage.project(log);
  // As after an upgrade that made some tables again, beside others that are up to date.
  await stage.readModels.forgetCheckpoints(ACTIVITY.checkpoint);
  stage.readModels.invalidate('all');
  const { door, intercepted: readModels } = behindDoor(stage.readModels);
  const observer = new Heard();
  await stage.while(log, { readModels, observer, maxBatch: 1 }, async () => {
    // The tables are empty. The first events are folded, and cannot be written.
    await until('a write', () => observer.interruptions.length > 1);
    expect(await shown(readModels)).toEqual([]);
    door.isOpen = true;
    await stage.untilCaughtUp(log);
    expect(await shown(readModels)).toEqual(['vim 5']);
  });
});
