import { SHARDS } from '@app/domain';
import { startNode } from '@app/esdb-node';
import { interceptWrites } from '../testing/intercepted-writes.js';
import { randomHistory } from '../testing/random-history.js';
import { Heard, type Log, Stage, until } from '../testing/stage.js';
import { Projector } from '../runtime/projector.js';
import { PROJECTIONS } from '../projections/index.js';
import { type Roster, rosterIn } from './membership.js';
import { SharedWork } from './shared-work.js';

/** Several projectors over one log and one engine. Leases are real and short. */

const LEASE_MS = 1_000;
const HEARTBEAT_MS = 100;

let stage: Stage;
let log: Log;
let running: Member[];
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  log = await stage.newLog();
  running = [];
});
afterEach(async () => {
  await Promise.all(running.map(({ work }) => work.stop()));
});

/** A projector, as in its own process. */
interface Member {
  readonly work: SharedWork;
  readonly shards: () => readonly number[];
  /** Acts as if its process had ended now: none of its work reaches a store. */
  readonly die: () => void;
}

function joins(): Member {
  let isDead = false;
  let shards: readonly number[] = [];
  const unlessDead = <T>(work: () => Promise<T>) =>
    isDead ? Promise.reject(new Error('the process has ended')) : work();
  const table = rosterIn(stage.readModels, LEASE_MS);
  const roster: Roster = {
    beat: (memberId) => unlessDead(() => table.beat(memberId)),
    leave: (memberId) => unlessDead(() => table.leave(memberId)),
  };
  const readModels = interceptWrites(stage.readModels, (_table, write) => unlessDead(write));
  const stores = { store: log.store, readModels, projections: PROJECTIONS };
  const options = { ...stores, observer: new Heard(), leaseMs: LEASE_MS, maxBatch: 3 };
  const work = new SharedWork({
    ...{ readModels, roster, leaseMs: LEASE_MS, heartbeatMs: HEARTBEAT_MS },
    workersOf: (ours) => [new Projector({ ...options, shards: ours })],
    interrupted: (error) => options.observer.interrupted(error),
    shared: (now) => (shards = now),
  });
  void work.run();
  const member = { work, shards: () => shards, die: () => (isDead = true) };
  running.push(member);
  return member;
}

const untilShared = (members: readonly Member[]) =>
  until('every shard to have one projector, and every projector a shard', () => {
    const all = members.flatMap(({ shards }) => shards()).sort((a, b) => a - b);
    return all.join() === SHARDS.join() && members.every(({ shards }) => shards().length > 0);
  });

async function everythingFromScratch(): Promise<string[]> {
  await stage.forgetCheckpoints();
  await stage.project(log);
  return stage.everything();
}

describe('projectors that share a log', () => {
  it('have the result of one alone when others join, leave, and die in the middle of a batch', async () => {
    const histories = [1, 2, 3, 4].map((seed) => randomHistory(seed, 20));
    const [first, second, third, fourth] = histories;
    await log.append(...(first ?? []));
    const one = joins();
    await stage.untilCaughtUp(log);
    const [two, three] = [joins(), joins()];
    const appending = log.append(...(second ?? []));
    await untilShared([one, two, three]);
    await appending;
    const more = log.append(...(third ?? []));
    two.die();
    await more;
    await untilShared([one, three]);
    await stage.untilCaughtUp(log);
    await three.work.stop();
    await untilShared([one]);
    await log.append(...(fourth ?? []));
    await stage.untilCaughtUp(log);
    const live = await stage.everything();
    await Promise.all(running.map(({ work }) => work.stop()));
    expect(live.length).toBeGreaterThan(20);
    expect(live).toEqual(await everythingFromScratch());
  });

  it('empty the tables of another log once, before the first of them begins', async () => {
    await log.append(...randomHistory(5, 20));
    await stage.project(log);
    log = await stage.newLog();
    await log.append(...randomHistory(6, 20));
    const members = [joins(), joins()];
    await untilShared(members);
    await stage.untilCaughtUp(log);
    const live = await stage.everything();
    await Promise.all(members.map(({ work }) => work.stop()));
    expect(live).toEqual(await everythingFromScratch());
  });
});
