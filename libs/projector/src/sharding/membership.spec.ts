import { SHARDS } from '@app/domain';
import { ManualClock } from '../testing/manual-clock.js';
import { Membership, type Roster } from './membership.js';

const LEASE_MS = 10_000;
const HEARTBEAT_MS = 2_000;

/** Who is on the list, without a lease: the spec says who goes. */
class ListedMembers implements Roster {
  readonly members = new Set<string>();
  readonly left: string[] = [];
  /** What the next signs of life wait for, each of them. */
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
  it('has every shard when it is alone, and is told once', async () => {
    const { membership, told } = await join();
    await clock.advance(HEARTBEAT_MS);
    await clock.advance(HEARTBEAT_MS);
    expect(membership.shards).toEqual(SHARDS);
    expect(told).toEqual([SHARDS]);
  });

  it('gives up what another takes when it next looks, and takes it back when the other leaves', async () => {
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

  it('has no shards once its lease is over, while its sign of life is still on the way, and has them again after', async () => {
    const { membership, told } = await join();
    let arrive = () => {};
    roster.answer = () => new Promise((resolve) => (arrive = resolve));
    await clock.advance(HEARTBEAT_MS);
    await clock.advance(LEASE_MS - HEARTBEAT_MS - 1);
    expect(membership.shards).toEqual(SHARDS);
    await clock.advance(1);
    expect([membership.shards, told]).toEqual([[], [SHARDS, []]]);

    // Sent at 2 s, its lease ended at 12 s: what comes after that is too old to hold.
    roster.answer = () => Promise.resolve();
    await clock.advance(HEARTBEAT_MS);
    arrive();
    await clock.advance(0);
    expect(membership.shards).toEqual([]);
    await clock.advance(HEARTBEAT_MS);
    expect([membership.shards, told]).toEqual([SHARDS, [SHARDS, [], SHARDS]]);
  });

  it('has no shards once its lease is over when every sign of life fails, and says so each time', async () => {
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

  it('takes nothing from a sign of life that comes back while it leaves', async () => {
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

  it('leaves a roster that does not answer to its lease', async () => {
    const { membership, interruptions } = await join();
    const down = new Error('down');
    roster.leave = () => Promise.reject(down);
    await membership.leave();
    expect([membership.shards, interruptions]).toEqual([[], [down]]);
  });
});
