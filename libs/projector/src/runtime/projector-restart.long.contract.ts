import { startNode } from '@app/esdb-node';
import {
  addDays,
  type AnalyticPlan,
  type LocalDate,
  parseTaxonomyStream,
  planQuery,
  readTaxonomyEvent,
  taxonomyDecider,
  timeClasses,
} from '@app/domain';
import type { ReadModels } from '@app/read-models';
import { DAY, erased, recorded, span } from '../testing/day-by-hand.js';
import { interceptWrites } from '../testing/intercepted-writes.js';
import {
  bucketsBySeconds,
  daysBySeconds,
  type HistoryEvent,
  randomHistory,
  reportBySeconds,
  seededNumbers,
} from '../testing/random-history.js';
import type { ProjectorOptions } from './projector.js';
import { Heard, type Log, Stage, until } from '../testing/stage.js';

const CRASHES = ['checkpoints', 'daily', undefined];

/** Wherever the projector stops, crashes or fails, the tables end the same. */

let stage: Stage;
let log: Log;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
});

describe('a random history', () => {
  it.each([
    { seed: 1, maxBatch: 1 },
    { seed: 2, maxBatch: 3 },
    { seed: 3, maxBatch: 500 },
    { seed: 4, maxBatch: 3, heldSize: 1 },
  ])(
    'is the same after stops and crashes anywhere as in one go, and as second by second: %p',
    async ({ seed, maxBatch, heldSize }) => {
      const history = randomHistory(seed, 40);
      const below = seededNumbers(seed);
      let failures = 0;
      let round = 0;
      for (let from = 0; from < history.length;) {
        const to = from + 1 + below(20);
        const [first, second] = [history.slice(from, to), history.slice(to, to + 10)];
        await log.append(...first);
        failures += await projectAWhile(
          { maxBatch, heldSize, batches: 1 + (round % 4), crashBefore: CRASHES[round % CRASHES.length] },
          () => log.append(...second),
        );
        from = to + 10;
        round += 1;
      }
      expect(failures).toBeGreaterThan(0);
      await stage.project(log, { maxBatch, heldSize });
      const live = await stage.everything();
      const buckets = await stage.rowsOf(
        `SELECT user_id, bucket_local, bucket_utc, source, activity, document, page, duration_ms FROM buckets FINAL`,
      );
      expect(buckets.sort()).toEqual(lines(bucketsBySeconds(history)));
      const days = await stage.rowsOf(`SELECT user_id, local_date, source, activity, duration_ms FROM daily FINAL`);
      expect(days.sort()).toEqual(lines(daysBySeconds(history)));
      for (const userId of new Set(buckets.map((row) => row.split('|', 1)[0] ?? ''))) {
        expect(await reportOf(userId, history)).toEqual(lines(reportBySeconds(history, userId)));
      }
      // From scratch in one run, in other batches, and with a cache for one state: the same rows
      // and versions.
      for (const other of [{ maxBatch: 500 }, { maxBatch: 7 }, { maxBatch: 50, heldSize: 1 }]) {
        await stage.forgetCheckpoints();
        expect((await stage.project(log, other)).startedOverFor).toEqual(['empty']);
        expect(await stage.everything()).toEqual(live);
      }
    },
  );

  /**
   * Every row of a user's report by five minutes and document, with the classes of the history's
   * taxonomy events.
   */
  async function reportOf(userId: string, history: readonly HistoryEvent[]): Promise<string[]> {
    let taxonomy = taxonomyDecider.initialState;
    for (const { stream, event } of history) {
      if (parseTaxonomyStream(stream)?.userId !== userId || 'unreadable' in event.data) continue;
      const change = readTaxonomyEvent(event);
      if (change) taxonomy = taxonomyDecider.evolve(taxonomy, change);
    }
    const owner = { userId, classes: timeClasses(taxonomy) };
    const rows = await stage.readModels.readReport(owner, EVERYTHING);
    return rows.map(({ intervalStart, values, durationMs }) => [intervalStart, ...values, durationMs].join('|')).sort();
  }

  /**
   * Projects some batches while something else happens. It ends in good order, or by a failed
   * write. Returns 1 for a failed write.
   */
  async function projectAWhile(
    {
      batches,
      crashBefore,
      ...options
    }: Partial<ProjectorOptions> & { batches: number; crashBefore: string | undefined },
    meanwhile: () => Promise<void>,
  ): Promise<number> {
    let left = batches;
    let stop: () => void = () => undefined;
    const observer = new Heard({ batch: () => --left === 0 && stop(), interruption: () => stop() });
    const readModels = failingInserts((table) => table === crashBefore && left <= 1);
    await stage.while(log, { ...options, readModels, observer }, async (projector, running) => {
      stop = () => void projector.stop();
      await meanwhile();
      await Promise.race([stage.untilCaughtUp(log), running]);
    });
    return observer.interruptions.length;
  }
});

const lines = (sums: Map<string, number>): string[] => [...sums].map(([key, ms]) => `${key}|${ms}`).sort();

const EVERYTHING = planQuery({
  ...({ perspective: 'interval', kind: 'document', resolution: 'minute' } as const),
  ...{ begin: '2026-01-01' as LocalDate, end: addDays('2026-01-01' as LocalDate, 365) },
}) as AnalyticPlan;

/** The same engine. Some inserts fail before they reach it. */
const failingInserts = (fails: (table: string) => boolean): ReadModels =>
  interceptWrites(stage.readModels, async (table, write) => {
    if (fails(table)) throw new Error(`no insert into ${table}`);
    return write();
  });

describe('a failure', () => {
  it.each(['buckets', 'daily', 'parked_events', 'checkpoints'])(
    'of inserts into %s is tried again until it works',
    async (table) => {
      const poison = { stream: DAY, event: { type: 'TimeErased', data: {} } };
      await log.append(recorded([span('1', 'vim', 0, 7)]), poison, recorded([span('2', 'vim', 6, 12)]), erased(3, 4));
      let left = 2;
      const heard = await stage.project(log, {
        maxBatch: 3,
        readModels: failingInserts((name) => name === table && left-- > 0),
      });
      expect(heard.interruptions).toHaveLength(2);
      expect(heard.parkedAt).toEqual([`${DAY} 1`]);
      expect(await stage.daily()).toEqual(['2026-01-01|computers|vim|660']);
    },
  );

  it('of the log is waited out, in the middle of projecting', async () => {
    const heard = new Heard();
    await stage.while(log, { observer: heard }, async () => {
      await log.append(recorded([span('1', 'vim', 0, 5)]));
      await stage.untilCaughtUp(log);
      await log.restartNode();
      await until('the store to find the node again', () =>
        log.append(recorded([span('2', 'vim', 5, 10)])).then(
          () => true,
          () => false,
        ),
      );
      await stage.untilCaughtUp(log);
    });
    expect(heard.interruptions.length).toBeGreaterThan(0);
    expect(await stage.daily()).toEqual(['2026-01-01|computers|vim|600']);
  });
});
