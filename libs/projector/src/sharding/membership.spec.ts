import { SHARDS } from '@app/domain';
import { ManualClock } from '../testing/manual-clock.js';
import { Membership, type Roster } from './membership.js';

const LEASE_MS = 10_000;
const HEARTBEAT_MS = 2_000;

/** A roster without leases. The spec removes members. */
class ListedMembers implements Roster {
  readonly members = new Set<string>();
  readonly left: string[] = [];
  /** A promise for which each of the next signs of life waits. */
  answer: () => Promise<void> = () => Promise.resolve();

  async beat(memberId: string): Promise<string[]> {
    await this.answer();
    this.members.add(memberId);
    return [...this.members];
  }

  async leave(memberId: string): Promise<void> {
    this.left.push(memberId);
    this.members.delete(memberId);
  }
}

let clock: ManualClock;
let roster: ListedMembers;
let memberships: Membership[];
beforeEach(() => {
  clock = new ManualClock();
  roster = new ListedMembers();
  memberships = [];
});
afterEach(async () => {
  roster.answer = () => Promise.resolve();
  await Promise.all(memberships.map((membership) => membership.leave()));
});

async function join() {
  const told: (readonly number[])[] = [];
  const interruptions: unknown[] = [];
  const membership = new Membership({
    ...{ roster, clock, leaseMs: LEASE_MS, heartbeatMs: HEARTBEAT_MS },
    onAssigned: (shards) => told.push(shards),
    onInterrupted: (error) => interruptions.push(error),
  });
  memberships.push(membership);
  void membership.run();
  await clock.advance(0);
  return { membership, told, interruptions };
}

describe('a member', () => {
  it('has every shard when it is alone, and hears that once', async () => {
    const { membership, told } = await join();
    await clock.advance(HEARTBEAT_MS);
    await clock.advance(HEARTBEAT_MS);
    expect(membership.shards).toEqual(SHARDS);
    expect(told).toEqual([SHARDS]);
  });

  it('gives shards up to another at its next sign of life, and takes them back when that leaves', async () => {
    const one = await join();
    const other = await join();
    await clock.advance(HEARTBEAT_MS);
    const shared = [...one.membership.shards, ...other.membership.shards];
    expect(shared.sort((a, b) => a - b)).toEqual(SHARDS);
    expect(one.told).toHaveLength(2);

    await other.membership.leave();
    expect([other.membership.shards, other.told.at(-1)]).toEqual([[], []]);
    expect(roster.left).toEqual([other.membership.memberId]);
    await clock.advance(HEARTBEAT_MS);
    expect(one.membership.shards).toEqual(SHARDS);
  });

  it('has no shards after its lease while its sign of life is on the way, and has them again later', async () => {
    const { membership, told } = await join();
    let arrive = () => {};
    roster.answer = () => new Promise((resolve) => (arrive = resolve));
    await clock.advance(HEARTBEAT_MS);
    await clock.advance(LEASE_MS - HEARTBEAT_MS - 1);
    expect(membership.shards).toEqual(SHARDS);
    await clock.advance(1);
    expect([membership.shards, told]).toEqual([[], [SHARDS, []]]);

    // Sent at 2 s, its lease ended at 12 s. A later answer is too old.
    roster.answer = () => Promise.resolve();
    await clock.advance(HEARTBEAT_MS);
    arrive();
    await clock.advance(0);
    expect(membership.shards).toEqual([]);
    await clock.advance(HEARTBEAT_MS);
    expect([membership.shards, told]).toEqual([SHARDS, [SHARDS, [], SHARDS]]);
  });

  it('has no shards after its lease when every sign of life fails, and reports each failure', async () => {
    const { membership, told, interruptions } = await join();
    roster.answer = () => Promise.reject(new Error('down'));
    for (let ms = HEARTBEAT_MS; ms < LEASE_MS; ms += HEARTBEAT_MS) await clock.advance(HEARTBEAT_MS);
    expect(membership.shards).toEqual(SHARDS);
    await clock.advance(HEARTBEAT_MS);
    expect([membership.shards, told]).toEqual([[], [SHARDS, []]]);
    expect(interruptions).toHaveLength(5);
  });

  it('has no shards when the roster does not list it', async () => {
    const { membership } = await join();
    roster.beat = async () => ['00000000-0000-4000-8000-000000000000'];
    await clock.advance(HEARTBEAT_MS);
    expect(membership.shards).toEqual([]);
  });

  it('takes no shards from an answer that comes while it leaves', async () => {
    const one = await join();
    const other = await join();
    await clock.advance(HEARTBEAT_MS);
    let arrive = () => {};
    const arrived = new Promise<void>((resolve) => (arrive = resolve));
    roster.answer = () => arrived;
    await clock.advance(HEARTBEAT_MS);
    roster.members.delete(other.membership.memberId);
    const leaving = one.membership.leave();
    arrive();
    await leaving;
    expect(one.told).toEqual([SHARDS, expect.anything(), []]);
  });

  it('leaves without an answer of the roster, which then waits for the end of the lease', async () => {
    const { membership, interruptions } = await join();
    const down = new Error('down');
    roster.leave = () => Promise.reject(down);
    await membership.leave();
    expect([membership.shards, interruptions]).toEqual([[], [down]]);
  });
});
