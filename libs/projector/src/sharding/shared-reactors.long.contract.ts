import { type ClosedDay, SHARDS, summaryStream } from '@app/domain';
import { startNode } from '@app/esdb-node';
import type { EventStore } from '@app/event-store';
import { DayCloser } from '../daily-summary/day-closer.js';
import { type ReactorOptions, shareOf } from '../reactors/reaction.js';
import { Reactor } from '../reactors/reactor.js';
import { ReactorScene } from '../testing/reactor-scene.js';
import { Stage, until } from '../testing/stage.js';
import { type Roster, rosterIn } from './membership.js';
import { SharedWork, type Worker } from './shared-work.js';

/**
 * Several reactors share the users of one log. Leases are real and short. Tests set the time of
 * day.
 */

const LEASE_MS = 1_000;
const HEARTBEAT_MS = 100;
const ZONE = 'Europe/Tallinn';

let stage: Stage;
let scene: ReactorScene;
beforeAll(async () => {
  stage = await Stage.open(startNode);
});
afterAll(() => stage.close());
beforeEach(async () => {
  scene = new ReactorScene(stage, await stage.newLog(), '2026-11-20T08:00Z');
});
afterEach(() => scene.end());

/** A day closer, as in its own process. */
function joins() {
  const cutOff = { fromRoster: false, fromStore: false };
  let shards: readonly number[] = [];
  const tried: string[] = [];
  const unless = <T>(isCutOff: boolean, work: () => Promise<T>) =>
    isCutOff ? Promise.reject(new Error('cut off')) : work();
  const table = rosterIn(stage.readModels, LEASE_MS);
  const roster: Roster = {
    beat: (memberId) => unless(cutOff.fromRoster, () => table.beat(memberId)),
    leave: (memberId) => unless(cutOff.fromRoster, () => table.leave(memberId)),
  };
  const workerOf = (given: ReactorOptions, ours: readonly number[]): Worker => {
    const store = new Proxy(given.store, {
      get(target, name) {
        const member: unknown = Reflect.get(target, name, target);
        if (name !== 'append') return member;
        return (...append: Parameters<EventStore['append']>) =>
          unless(cutOff.fromStore, () => (member as EventStore['append'])(...append));
      },
    });
    const options = { ...given, store, share: shareOf(ours) };
    const closer = new DayCloser(options);
    const perform = closer.perform.bind(closer);
    closer.perform = (day) => (tried.push(`${day.userId} ${day.localDate}`), perform(day));
    const reactor = new Reactor(closer, options);
    return { run: () => reactor.run(), stop: () => reactor.stop(), outlastsLease: true };
  };
  const { stop } = scene.startWorker(
    (options) =>
      new SharedWork({
        ...{ readModels: stage.readModels, roster, leaseMs: LEASE_MS, heartbeatMs: HEARTBEAT_MS },
        workersOf: (ours) => [workerOf(options, ours)],
        interrupted: () => undefined,
        shared: (now) => (shards = now),
      }),
    () => ['activity-', 'account-', 'summary-'],
  );
  const die = () => Object.assign(cutOff, { fromRoster: true, fromStore: true });
  return { stop, tried, cutOff, die, shards: () => shards };
}
type Member = ReturnType<typeof joins>;

const untilShared = (members: readonly Member[]) =>
  until('every shard to have one member, and every member a shard', () => {
    const all = members.flatMap(({ shards }) => shards()).sort((a, b) => a - b);
    return all.join() === SHARDS.join() && members.every(({ shards }) => shards().length > 0);
  });

/** Moves the time of day until so many days of each user are closed. */
async function untilClosed(users: readonly string[], days: number): Promise<void> {
  await until(`${days} days of each user to be closed`, async () => {
    await scene.clock.advance(1_000);
    const closed = await Promise.all(users.map((userId) => scene.read(summaryStream(userId))));
    return closed.every(({ length }) => length >= days);
  });
}

const recordForAll = async (users: readonly string[], day: string) => {
  for (const userId of users) await scene.record(userId, `${day}T08:00Z`, 10);
  await scene.untilHeard();
};

describe('closers that share the users', () => {
  it('close each day once: when all live, when one dies before midnight, and when one stops', async () => {
    const users = await Promise.all(Array.from({ length: 12 }, () => scene.user(ZONE)));
    const [one, two] = [joins(), joins()];
    await untilShared([one, two]);
    await recordForAll(users, '2026-11-20');
    await scene.goTo('2026-11-20T22:01Z');
    await untilClosed(users, 1);
    // No closer tried the work of another.
    expect([...one.tried, ...two.tried].sort()).toEqual(users.map((userId) => `${userId} 2026-11-20`).sort());

    await recordForAll(users, '2026-11-21');
    two.die();
    await scene.goTo('2026-11-21T22:01Z');
    await untilClosed(users, 2);
    await two.stop();

    const three = joins();
    await untilShared([one, three]);
    await recordForAll(users, '2026-11-22');
    await three.stop();
    await scene.goTo('2026-11-22T22:01Z');
    await untilClosed(users, 3);
    await scene.end();
    for (const userId of users) {
      const closed = (await scene.read(summaryStream(userId))).map(
        ({ type, data }) => `${type} ${(data as ClosedDay).localDate}`,
      );
      expect(closed).toEqual(['DayClosed 2026-11-20', 'DayClosed 2026-11-21', 'DayClosed 2026-11-22']);
    }
  });

  it('keep their users when the roster cannot be reached', async () => {
    const users = [await scene.user(ZONE), await scene.user(ZONE)];
    const one = joins();
    await untilShared([one]);
    await recordForAll(users, '2026-11-20');
    one.cutOff.fromRoster = true;
    await until('the lease to end', () => one.shards().length === 0);
    await scene.goTo('2026-11-20T22:01Z');
    await untilClosed(users, 1);
  });
});
