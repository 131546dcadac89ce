import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { SHARDS } from '@app/domain';
import { openReadModels, type ReadModels } from '@app/read-models';
import { ManualClock } from '../testing/manual-clock.js';
import { until } from '../testing/stage.js';
import { Membership, type Roster, rosterIn } from './membership.js';

/**
 * A short lease, because the server's clock is real: the test waits so long for a silent member.
 */
const LEASE_MS = 1_500;
const HEARTBEAT_MS = 100;

/** The members of one table. Each has its own clock, which the test moves. */
describe('the members of a group, by their signs of life in a table', () => {
  let dir: string;
  let readModels: ReadModels;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-membership-'));
    readModels = await openReadModels({ dir });
  });
  afterAll(async () => {
    await readModels.close();
    await rm(dir, { recursive: true, force: true });
  });

  /**
   * A member, and a call that makes it give a sign of life. Without the call it is silent, as if
   * dead.
   */
  async function joins() {
    const clock = new ManualClock();
    const interruptions: unknown[] = [];
    const table = rosterIn(readModels, LEASE_MS);
    let beats = 0;
    const roster: Roster = {
      ...table,
      beat: async (memberId) => {
        const members = await table.beat(memberId);
        beats += 1;
        return members;
      },
    };
    const membership = new Membership({
      ...{ roster, clock, leaseMs: LEASE_MS, heartbeatMs: HEARTBEAT_MS },
      onAssigned: () => undefined,
      onInterrupted: (error) => interruptions.push(error),
    });
    void membership.run();
    await until('the first sign of life', () => beats === 1);
    const beat = async () => {
      const before = beats;
      await clock.advance(HEARTBEAT_MS);
      await until('a sign of life', () => beats > before);
      await clock.advance(0);
    };
    return { membership, beat, clock, interruptions };
  }
  type Member = Awaited<ReturnType<typeof joins>>;

  /** Waits until every shard has exactly one of the members. All of them give signs of life. */
  const untilShared = (members: readonly Member[]) =>
    until('every shard to have one member', async () => {
      for (const member of members) await member.beat();
      const shards = members.flatMap(({ membership }) => membership.shards);
      return isDeepStrictEqual(
        shards.sort((a, b) => a - b),
        SHARDS,
      );
    });

  it('have each shard once: after they join, after one leaves, and after one dies', async () => {
    const [one, two, three] = [await joins(), await joins(), await joins()];
    await untilShared([one, two, three]);
    for (const { membership } of [one, two, three]) expect(membership.shards.length).toBeGreaterThan(0);

    await three.membership.leave();
    expect(three.membership.shards).toEqual([]);
    await untilShared([one, two]);

    // Member two is silent now. Its own clock ends its lease before the server lets one take over.
    await two.clock.advance(LEASE_MS);
    expect(two.membership.shards).toEqual([]);
    await untilShared([one]);

    await Promise.all([one.membership.leave(), two.membership.leave()]);
    expect([one, two, three].flatMap(({ interruptions }) => interruptions)).toEqual([]);
  });
});
