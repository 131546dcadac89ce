import { accountStream, activityStream, type Slice } from '@app/domain';
import { startNode } from '@app/esdb-node';
import { insertSelect, singleServerSql } from '@app/read-models';
import { PROJECTIONS } from '../projections/index.js';
import { repairUser } from '../runtime/rebuilding/repair.js';
import { at, DAY, ErasureScene, NEXT, span } from '../testing/erasure-scene.js';
import { interceptChanges } from '../testing/intercepted-writes.js';
import { type Log, Stage } from '../testing/stage.js';
import { erasureWatch } from './erased-meanwhile.js';

let stage: Stage;
let log: Log;
let scene: ErasureScene;
beforeAll(async () => {
  stage = await Stage.open(startNode);
  log = await stage.newLog();
  scene = new ErasureScene(stage, log);
});
afterAll(() => stage.close());

const MORNING: Slice = { from: at(DAY, 10), to: at(DAY, 12) };

/** A user with an hour to keep and an hour to erase. */
async function userWithSecret(name: string): Promise<{ userId: string }> {
  const { userId } = await scene.user(`${name}@example.org`);
  await scene.record(userId, [span('a', [9, 10], { title: 'kept' }), span('b', [10, 11], { title: 'secret' })]);
  return { userId };
}

describe('a repair of the rows of a user during an erasure', () => {
  /**
   * Repairs while an erasure begins and ends: after the day is read, or after a merge read its rows
   * and before it writes them.
   */
  async function repairWhile(
    userId: string,
    moment: 'reading' | 'merging',
    erase: () => Promise<unknown>,
  ): Promise<void> {
    let isDue = true;
    const once = async () => {
      if (!isDue) return;
      isDue = false;
      await erase();
    };
    const store = new Proxy(log.store, {
      get(target, name) {
        if (name !== 'read' || moment !== 'reading') return Reflect.get(target, name, target) as unknown;
        return async function* (stream: string) {
          yield* target.read(stream);
          if (stream === activityStream(userId, DAY)) await once();
        };
      },
    });
    const run = (sql: string) => stage.readModels.database.change(insertSelect(sql));
    const readModels = interceptChanges(stage.readModels, async (statement, change) => {
      if (moment === 'merging' && singleServerSql(statement).startsWith('INSERT INTO buckets')) {
        await run('CREATE TABLE already_read AS buckets_repair');
        await run('INSERT INTO already_read SELECT * FROM buckets_repair');
        await once();
        await run('INSERT INTO buckets_repair SELECT * FROM already_read');
        await run('DROP TABLE already_read SYNC');
      }
      await change();
    });
    const erasures = erasureWatch({ store, readModels });
    const now = at(NEXT, 12);
    await repairUser({ store, readModels, projections: PROJECTIONS, erasures, userId, now, firstDay: DAY });
    expect(isDue).toBe(false);
  }

  it.each(['reading', 'merging'] as const)('brings no erased slice back: %s', async (moment) => {
    const user = await userWithSecret(`Repair${moment}`);
    await stage.project(log);
    await repairWhile(user.userId, moment, async () => {
      await scene.ask(user.userId, MORNING);
      await scene.erase(user.userId);
    });
    expect(await scene.rowsOf(user.userId)).toEqual(['2026-01-02|vim|kept|3600', '2026-01-02|vim|3600']);
  });

  it.each(['reading', 'merging'] as const)('brings no erased account back: %s', async (moment) => {
    const { userId } = await userWithSecret(`Gone${moment}`);
    await stage.project(log);
    await repairWhile(userId, moment, async () => {
      await scene.ask(userId);
      await scene.erase(userId);
    });
    expect(await scene.rowsOf(userId)).toEqual([]);
  });

  it('keeps the rows of an account that is opened meanwhile', async () => {
    const userId = '3f0c1e7a-6a55-4d8e-9b7e-0d5d0a9b2c11';
    await scene.record(userId, [span('a', [9, 10], { title: 'kept' })]);
    await stage.project(log);
    const data = { userId, email: 'late@example.org', timeZone: 'UTC', plan: 'premium' };
    await repairWhile(userId, 'merging', () => scene.append(accountStream(userId), { type: 'AccountOpened', data }));
    expect(await scene.rowsOf(userId)).toEqual(['2026-01-02|vim|kept|3600', '2026-01-02|vim|3600']);
  });
});
