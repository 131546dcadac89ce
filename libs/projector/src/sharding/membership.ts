import { setTimeout as delay } from 'node:timers/promises';
import { assignShards } from '@app/domain';
import type { ReadModels } from '@app/read-models';
import { v4 as uuidV4 } from 'uuid';

/** The list through which the members of a group know each other. */
export interface Roster {
  /** Records a sign of life. Resolves to the ids of all living members, with this one. */
  beat(memberId: string): Promise<readonly string[]>;
  /** Removes the member for good. */
  leave(memberId: string): Promise<void>;
}

/**
 * The roster of all projectors of one database. It lists a member for `leaseMs` after a sign of
 * life.
 */
export const rosterIn = (readModels: ReadModels, leaseMs = LEASE_MS): Roster => ({
  beat: async (memberId) => {
    await readModels.writeHeartbeat(memberId);
    return readModels.readLiveMembers(leaseMs);
  },
  leave: (memberId) => readModels.writeLeave(memberId),
});

/** The clock of one process. It never goes back. Its time means nothing in another process. */
export interface Clock {
  nowMs(): number;
  /** Resolves after so many ms, or when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export interface MembershipOptions {
  readonly roster: Roster;
  /**
   * Called with the shards of this process, ascending, when they change. At the end it gets none.
   */
  readonly onAssigned: (shards: readonly number[]) => void;
  /** Called when a sign of life failed. The next one comes at its usual time. */
  readonly onInterrupted: (error: unknown) => void;
  /**
   * How long the roster lists a member, in ms. It must be the same for all members. Default 15,000.
   */
  readonly leaseMs?: number;
  /** The time between two signs of life, in ms. Several must fit into a lease. Default 3,000. */
  readonly heartbeatMs?: number;
  readonly clock?: Clock;
}

const LEASE_MS = 15_000;
const HEARTBEAT_MS = 3_000;
const OWN_CLOCK: Clock = {
  nowMs: () => performance.now(),
  wait: (ms, signal) => delay(Math.max(0, ms), undefined, { signal }).catch(() => undefined),
};

/**
 * The membership of this process in the group that shares all shards.
 *
 *     sign of life sent |---------------- lease ----------------|
 *     roster has it        |---------------- lease ----------------|
 *     this process holds its shards ... until here, unless renewed ^ (of the upper line)
 *
 * A process counts its lease from before it sends the sign of life. The roster counts from its
 * arrival. So a process gives its shards up before others take them. Clocks are never compared.
 * Members notice a change up to a heartbeat apart. Two may hold one shard for that long, which is
 * harmless (docs/adr/0010).
 */
export class Membership {
  readonly memberId = uuidV4();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private assigned: readonly number[] = [];
  private lease = { endsAtMs: -Infinity, renewed: new AbortController() };

  constructor(private readonly options: MembershipOptions) {}

  /** Joins, and stays until `leave`. Never rejects: it asks a silent roster again. */
  run(): Promise<void> {
    return (this.running ??= this.stayAlive());
  }

  /**
   * The shards of this process now. Empty as soon as its lease is over, also before `onAssigned`.
   */
  get shards(): readonly number[] {
    return this.clock.nowMs() < this.lease.endsAtMs ? this.assigned : [];
  }

  /**
   * Gives the shards up and tells the roster. Others take them at their next sign of life, before
   * the end of the lease. Call it after all projecting has stopped.
   */
  async leave(): Promise<void> {
    this.stopping.abort();
    await this.running;
    this.lease.renewed.abort();
    this.assign([]);
    await this.options.roster.leave(this.memberId).catch((error: unknown) => this.options.onInterrupted(error));
  }

  private async stayAlive(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      await this.beat().catch((error: unknown) => this.options.onInterrupted(error));
      await this.clock.wait(this.options.heartbeatMs ?? HEARTBEAT_MS, signal);
    }
  }

  private async beat(): Promise<void> {
    const { roster, leaseMs = LEASE_MS } = this.options;
    const endsAtMs = this.clock.nowMs() + leaseMs;
    const members = await roster.beat(this.memberId);
    if (this.clock.nowMs() >= endsAtMs || this.stopping.signal.aborted) return;
    this.renewLease(endsAtMs);
    this.assign(assignShards(members).get(this.memberId) ?? []);
  }

  private renewLease(endsAtMs: number): void {
    this.lease.renewed.abort();
    const renewed = new AbortController();
    this.lease = { endsAtMs, renewed };
    void this.clock.wait(endsAtMs - this.clock.nowMs(), renewed.signal).then(() => {
      if (!renewed.signal.aborted) this.assign([]);
    });
  }

  private assign(shards: readonly number[]): void {
    if (shards.join() === this.assigned.join()) return;
    this.assigned = shards;
    this.options.onAssigned(shards);
  }

  private get clock(): Clock {
    return this.options.clock ?? OWN_CLOCK;
  }
}
