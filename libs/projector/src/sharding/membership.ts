import { setTimeout as delay } from 'node:timers/promises';
import { assignShards } from '@app/domain';
import { readLiveMembers, type ReadModels, writeHeartbeat, writeLeave } from '@app/read-models';
import { v4 as uuidV4 } from 'uuid';

/** Where the members of a group tell each other that they live. */
export interface Roster {
  /** Gives a sign of life and answers who has given one lately, oneself included. */
  beat(memberId: string): Promise<readonly string[]>;
  /** Takes the member off, for good. */
  leave(memberId: string): Promise<void>;
}

/** The roster that all projectors of one database share. A member is on it for `leaseMs` after each sign of life. */
export const rosterIn = ({ client }: ReadModels, leaseMs = LEASE_MS): Roster => ({
  beat: async (memberId) => {
    await writeHeartbeat(client, memberId);
    return readLiveMembers(client, leaseMs);
  },
  leave: (memberId) => writeLeave(client, memberId),
});

/** Time as a process has it for itself: it never goes back, and means nothing to another process. */
export interface Clock {
  nowMs(): number;
  /** Resolves after so many ms, or when the signal is aborted. */
  wait(ms: number, signal: AbortSignal): Promise<void>;
}

export interface MembershipOptions {
  readonly roster: Roster;
  /** Told the shards of this process, ascending, whenever they change; none at first, and none again at the end. */
  readonly onAssigned: (shards: readonly number[]) => void;
  /** Told of a sign of life that failed. The next is tried in its time. */
  readonly onInterrupted: (error: unknown) => void;
  /** How long the roster keeps a member, in ms. The same for all of them. Default 15,000. */
  readonly leaseMs?: number;
  /** From one sign of life to the next, in ms: several must fit into a lease. Default 3,000. */
  readonly heartbeatMs?: number;
  readonly clock?: Clock;
}

export const LEASE_MS = 15_000;
export const HEARTBEAT_MS = 3_000;
export const OWN_CLOCK: Clock = {
  nowMs: () => performance.now(),
  wait: (ms, signal) => delay(Math.max(0, ms), undefined, { signal }).catch(() => undefined),
};

/**
 * This process as one of those that share the work on all shards, under an id of its own.
 *
 *     sign of life sent |---------------- lease ----------------|
 *     roster has it        |---------------- lease ----------------|
 *     this process holds its shards ... until here, unless renewed ^ (of the upper line)
 *
 * A process counts its lease from before it sent the sign of life, the roster from when that arrived: so it lets go of its
 * shards before the others may take them. Clocks are never compared. Members that see each other come or go a heartbeat
 * apart may hold a shard at once for that long, which is harmless (docs/adr/0010).
 */
export class Membership {
  readonly memberId = uuidV4();
  private readonly stopping = new AbortController();
  private running: Promise<void> | undefined;
  private assigned: readonly number[] = [];
  private lease = { endsAtMs: -Infinity, renewed: new AbortController() };

  constructor(private readonly options: MembershipOptions) {}

  /** Joins, and stays until `leave`. Never rejects: a roster that does not answer is asked again. */
  run(): Promise<void> {
    return (this.running ??= this.stayAlive());
  }

  /** The shards of this process at this very moment: none once its lease is over, also when nobody has been told yet. */
  get shards(): readonly number[] {
    return this.clock.nowMs() < this.lease.endsAtMs ? this.assigned : [];
  }

  /**
   * Gives up the shards and tells the others, who take them with their next sign of life instead of at the end of the
   * lease. Call it when nothing is projected any more.
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
