import { addDays, type LocalDate } from '@app/domain';
import { startNode } from '@app/esdb-node';
import { insertSelect, type ReadModels, singleServerSql } from '@app/read-models';
import { erasureWatch } from '../../privacy/erased-meanwhile.js';
import { PROJECTIONS } from '../../projections/index.js';
import type { RebuildObserver } from './filler.js';
import { rebuild, type RebuildOptions, RebuildRunningError } from './rebuild.js';
import { repairUser } from './repair.js';
import { DAY, erased, recorded, span } from '../../testing/day-by-hand.js';
import { interceptChanges } from '../../testing/intercepted-writes.js';
import { randomHistory, seededNumbers } from '../../testing/random-history.js';
import { type Log, Stage } from '../../testing/stage.js';

/** Rebuilds beside the live tables, on a real node and a real engine. */

let stage: Stage;
let log: Log;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
});

const ALL_TABLES = ['buckets', 'daily', 'device_days'];
const NEW_YEAR = Date.UTC(2027, 0, 1);
const SILENT: RebuildObserver = {
  started: () => undefined,
  progressed: () => undefined,
  interrupted: () => undefined,
};
const rebuilt = (options: Partial<RebuildOptions> = {}) =>
  rebuild({
    ...{ store: log.store, readModels: stage.readModels, projections: PROJECTIONS, observer: SILENT },
    ...options,
  });
const run = (sql: string) => stage.readModels.database.change(insertSelect(sql));
const storedRebuild = async () => stage.readModels.readRebuild(await log.store.identity());
const tablesBeside = () =>
  stage.rowsOf(`SELECT name FROM system.tables WHERE name LIKE '%_rebuild' OR name LIKE '%_repair'`);

/** Writes rows that no event explains, as a fault of an earlier version may have left them. */
const spoil = (userId: string) =>
  run(`INSERT INTO buckets (user_id, bucket_local, bucket_utc, source, activity, document, local_date, duration_ms, version)
       VALUES ('${userId}', '2026-01-01 08:00:00', '2026-01-01 08:00:00', 'computers', 'wrong', 'w', '2026-01-01', 1, 1)`);
const USER = DAY.slice('activity-'.length, -'.20260101'.length);

describe('a rebuild', () => {
  it.each([
    { seed: 1, maxBatch: 2 },
    { seed: 2, maxBatch: 500 },
  ])('leaves exactly what live projection left, whatever was spoiled: %p', async ({ seed, maxBatch }) => {
    await log.append(...randomHistory(seed, 40));
    await stage.project(log);
    const live = await stage.everything();
    await spoil(USER);
    await run('ALTER TABLE daily DELETE WHERE 1 SETTINGS mutations_sync = 2');
    expect(await stage.everything()).not.toEqual(live);
    expect(await rebuilt({ maxBatch })).toBe(true);
    expect(await stage.everything()).toEqual(live);
    expect(await tablesBeside()).toEqual([]);
    expect(await stage.status(log)).toMatchObject({ caughtUp: true, rebuild: undefined });
  });

  it('of one table leaves the other alone', async () => {
    await log.append(recorded([span('1', 'vim', 0, 5)]));
    await stage.project(log);
    await spoil(USER);
    await rebuilt({ tables: ['daily'] });
    expect(await stage.buckets()).toHaveLength(2);
    await rebuilt({ tables: ['buckets'] });
    expect(await stage.buckets()).toHaveLength(1);
  });

  it('loses nothing that comes while it is at work, before and after the tables change places', async () => {
    await log.append(...randomHistory(3, 20));
    const more = randomHistory(4, 40);
    await stage.while(log, {}, async () => {
      const appending = log.append(...more);
      await rebuilt({ maxBatch: 3 });
      await appending;
      await stage.untilCaughtUp(log);
    });
    const live = await stage.everything();
    await stage.forgetCheckpoints();
    await stage.project(log);
    expect(await stage.everything()).toEqual(live);
  });

  it('tells how far it is', async () => {
    await log.append(recorded([span('1', 'vim', 0, 5)]), recorded([span('2', 'vim', 5, 9)]), erased(0, 1));
    const shares: number[] = [];
    const starts: string[] = [];
    const observer: RebuildObserver = {
      ...SILENT,
      started: (from) => starts.push(from),
      progressed: ({ share, events }) => shares.push(share, events),
    };
    await rebuilt({ observer, maxBatch: 1 });
    expect(starts).toEqual(['nothing']);
    expect([...new Set(shares.filter((_, n) => n % 2 === 1))]).toEqual([1, 2, 3]);
    expect(shares.at(-2)).toBe(1);
  });

  it('of an empty log is done at once', async () => {
    const empty = await stage.newLog();
    expect(await rebuilt({ store: empty.store })).toBe(true);
  });
});

describe('a rebuild that was cut off', () => {
  const history = () => randomHistory(5, 40);
  /** Makes the record as old as if its process had ended long ago. */
  const forgetIt = async () => {
    const record = await storedRebuild();
    if (!record) return;
    const before = await log.store.identity();
    await run('TRUNCATE TABLE rebuilds');
    await stage.readModels.writeRebuild(before, { ...record, updatedAt: Date.now() - 60_000 });
  };

  it('goes on where it was, and begins from nothing when it is told to', async () => {
    await log.append(...history());
    await stage.project(log);
    const live = await stage.everything();
    for (const restart of [false, true]) {
      const stopping = new AbortController();
      const observer = { ...SILENT, progressed: () => stopping.abort() };
      expect(await rebuilt({ observer, maxBatch: 5, signal: stopping.signal })).toBe(false);
      expect(await stage.everything()).toEqual(live);
      expect(await stage.status(log)).toMatchObject({ rebuild: { state: 'filling', tables: ALL_TABLES } });
      await forgetIt();
      const starts: string[] = [];
      await rebuilt({ restart, observer: { ...SILENT, started: (from) => starts.push(from) } });
      expect(starts).toEqual([restart ? 'nothing' : 'where_it_was']);
      expect(await stage.everything()).toEqual(live);
    }
  });

  it('at any step is finished by the next, and nothing is lost', async () => {
    await log.append(...history());
    await stage.project(log);
    const live = await stage.everything();
    const below = seededNumbers(9);
    for (let failAt = 0, isDone = false; !isDone; failAt += 1 + below(3)) {
      isDone = await rebuilt({ maxBatch: 20, readModels: failingAfter(failAt) }).catch(() => false);
      if (isDone) break;
      await forgetIt();
      // Live projection goes on, whatever the tables hold.
      await stage.project(log);
      await rebuilt({ maxBatch: 20 });
      expect(await stage.everything()).toEqual(live);
      expect(await tablesBeside()).toEqual([]);
    }
  });

  it('after the tables changed places is completed by the next start of the projector, too', async () => {
    await log.append(...history());
    await stage.project(log);
    const live = await stage.everything();
    await rebuilt({ readModels: failingOn('EXCHANGE TABLES daily', 'after') }).catch(() => undefined);
    await log.append(recorded([span('late', 'vim', 0, 5)]));
    await stage.project(log);
    const now = await stage.everything();
    expect(now.length).toBeGreaterThan(live.length);
    await forgetIt();
    await rebuilt();
    expect(await stage.everything()).toEqual(now);
  });

  it('is not taken up while it gives signs of life', async () => {
    await log.append(recorded([span('1', 'vim', 0, 5)]));
    const stopping = new AbortController();
    await rebuilt({ observer: { ...SILENT, progressed: () => stopping.abort() }, signal: stopping.signal });
    await expect(rebuilt()).rejects.toThrow(RebuildRunningError);
    await forgetIt();
    await rebuilt();
  });

  /** The same engine. Every statement from the nth on fails, as in a process that has ended. */
  function failingAfter(statements: number): ReadModels {
    let left = statements;
    return failing(() => (left-- > 0 ? undefined : 'before'));
  }

  function failingOn(text: string, when: 'before' | 'after'): ReadModels {
    let hasFailed = false;
    return failing((query) => {
      if (hasFailed) return 'before';
      hasFailed = query.includes(text);
      return hasFailed ? when : undefined;
    });
  }

  function failing(fails: (query: string) => 'before' | 'after' | undefined): ReadModels {
    const stopped = new Error('the process has ended');
    return interceptChanges(stage.readModels, async (statement, change) => {
      const when = fails(singleServerSql(statement));
      if (when === 'before') throw stopped;
      await change();
      if (when === 'after') throw stopped;
    });
  }
});

describe("a repair of one user's rows", () => {
  it("leaves one user's rows as the log has them, whatever was there, and touches no other user", async () => {
    const history = randomHistory(6, 40);
    await log.append(...history);
    await stage.project(log);
    const live = await stage.everything();
    const [userId = '', otherId = ''] = await stage.rowsOf('SELECT DISTINCT user_id FROM daily FINAL ORDER BY user_id');
    const repair = () =>
      repairUser({
        store: log.store,
        readModels: stage.readModels,
        projections: PROJECTIONS,
        erasures: erasureWatch({ store: log.store, readModels: stage.readModels }),
        userId,
        now: NEW_YEAR,
        firstDay: addDays('2026-01-01' as LocalDate, -1),
      });
    await spoil(userId);
    await run(`ALTER TABLE buckets UPDATE duration_ms = 7 WHERE user_id = '${userId}' AND activity LIKE 'app%'
               SETTINGS mutations_sync = 2`);
    await run(`ALTER TABLE daily DELETE WHERE user_id = '${userId}' SETTINGS mutations_sync = 2`);
    const deviceDays = () => stage.rowsOf('SELECT * FROM device_days FINAL ORDER BY ALL');
    const devicesBefore = await deviceDays();
    await run(`ALTER TABLE device_days UPDATE duration_ms = 7 WHERE user_id = '${userId}' SETTINGS mutations_sync = 2`);
    await run(`INSERT INTO device_days (user_id, local_date, device_id, source, duration_ms, version)
               VALUES ('${userId}', '2026-01-01', 'never heard of', 'computers', 1, 1)`);
    expect(await deviceDays()).not.toEqual(devicesBefore);
    await spoil(otherId);
    await repair();
    expect(await deviceDays()).toEqual(devicesBefore);
    const others = await stage.everything();
    expect(others.filter((row) => row.includes('wrong'))).toHaveLength(1);
    expect(others.filter((row) => !row.includes('wrong'))).toEqual(live);
    await repair();
    expect(await stage.everything()).toEqual(others);
    expect(await tablesBeside()).toEqual([]);
  });
});
