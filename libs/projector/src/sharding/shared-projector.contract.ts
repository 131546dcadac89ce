import { isDeepStrictEqual } from 'node:util';
import { startNode } from '@app/esdb-node';
import { activityStream, type LocalDate, SHARDS } from '@app/domain';
import { forgetCheckpoints, type ReadModels } from '@app/read-models';
import { recorded, span } from '../testing/day-by-hand.js';
import { Heard, type Log, Stage, until } from '../testing/stage.js';
import { SharedProjector } from './shared-projector.js';

/** Several projectors over one log, on a real node and a real engine. */

const SHARED = { leaseMs: 1_000, heartbeatMs: 100, maxBatch: 5, lingerMs: 50 };
const userOf = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`;

let stage: Stage;
let log: Log;
let projectors: SharedProjector[];
let round: number;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
  projectors = [];
  round = 0;
});
afterEach(() => Promise.all(projectors.map((projector) => projector.stop())));

class RowsHeard extends Heard {
  rows = 0;
  override projected(batch?: { rows: number }): void {
    this.rows += batch?.rows ?? 0;
  }
}

function start({ observer = new Heard(), readModels = stage.readModels } = {}): SharedProjector {
  const projector = new SharedProjector({ store: log.store, readModels, observer, ...SHARED });
  projectors.push(projector);
  void projector.run();
  return projector;
}

const USERS = 20;

/** One more stretch of activity for each user. */
async function work(): Promise<void> {
  round += 1;
  for (let n = 0; n < USERS; n += 1) {
    const stream = activityStream(userOf(n), '2026-01-01' as LocalDate);
    await log.append(recorded([span(String(round), `app ${n}`, round * 2, round * 2 + 2)], { stream }));
  }
}

const untilShared = (among: readonly SharedProjector[]) =>
  until('every shard to have one projector', () => {
    const held = among.flatMap(({ shards }) => shards).sort((a, b) => a - b);
    return isDeepStrictEqual(held, SHARDS) && among.every(({ shards }) => shards.length > 0);
  });

/** What is in the tables is what one projector makes of the log from scratch. */
async function expectAsFromScratch(): Promise<void> {
  const shared = await stage.everything();
  expect(shared.length).toBeGreaterThan(2 * USERS);
  await forgetCheckpoints(stage.readModels.client, 'activity');
  await stage.project(log);
  expect(await stage.everything()).toEqual(shared);
}

/** The engine as a process has it that dies: after so many checkpoints rows may still arrive, and nothing else. */
function dyingAfter(checkpoints: number): ReadModels & { readonly hasDied: () => boolean } {
  let left = checkpoints;
  const client = new Proxy(stage.readModels.client, {
    get(target, name) {
      if (name !== 'insert') return Reflect.get(target, name, target) as unknown;
      return async (request: Parameters<typeof target.insert>[0]) => {
        if (request.table === 'checkpoints') left -= 1;
        if (left < 0 && !['buckets', 'daily'].includes(request.table)) throw new Error('dead');
        return target.insert(request);
      };
    },
  });
  return { ...stage.readModels, client, hasDied: () => left < 0 };
}

describe('projectors that share the users', () => {
  it('start over once, split the shards, make room for another and take over from one that stops', async () => {
    const heard = [new RowsHeard(), new RowsHeard(), new RowsHeard()];
    const [one, two] = [start({ observer: heard[0] }), start({ observer: heard[1] })];
    await work();
    await untilShared([one, two]);
    await stage.untilCaughtUp(log);
    const three = start({ observer: heard[2] });
    await work();
    await untilShared([one, two, three]);
    await stage.untilCaughtUp(log);
    heard.forEach((one) => (one.rows = 0));
    await work();
    await stage.untilCaughtUp(log);
    // A bucket and a day of each user: nobody wrote what is another's.
    expect(heard.map(({ rows }) => rows).reduce((a, b) => a + b)).toBe(2 * USERS);
    await Promise.all([work(), one.stop()]);
    expect(one.shards).toEqual([]);
    await untilShared([two, three]);
    await stage.untilCaughtUp(log);
    expect(heard.flatMap(({ startedOverFor }) => startedOverFor)).toHaveLength(1);
    expect(heard.flatMap(({ interruptions }) => interruptions)).toEqual([]);
    await Promise.all([two.stop(), three.stop()]);
    await expectAsFromScratch();
  });

  it('finish what one began that died in the middle of a batch', async () => {
    const readModels = dyingAfter(2);
    const [dying, two, three] = [start({ readModels }), start(), start()];
    await untilShared([dying, two, three]);
    for (let n = 0; n < 3 || !readModels.hasDied(); n += 1) await work();
    await untilShared([two, three]);
    await stage.untilCaughtUp(log);
    await Promise.all(projectors.map((projector) => projector.stop()));
    await expectAsFromScratch();
  });
});
