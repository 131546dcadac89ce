import type { ReadModels } from '@app/read-models';
import { Membership, type Roster, rosterIn } from './membership.js';

/** Something that works until it is stopped. */
export interface Worker {
  /** Rejects on what waiting cannot mend. */
  run(): Promise<void>;
  stop(): Promise<void>;
  /** To do it twice does no harm: it goes on when the roster cannot be reached and nobody knows whose work it is. */
  readonly outlastsLease?: boolean;
}

export interface SharedWorkOptions {
  readonly readModels: ReadModels;
  /** Those who do the work for the users of these shards, and for no others. */
  readonly workersOf: (shards: readonly number[]) => readonly Worker[];
  /** Told of a sign of life that failed. */
  readonly interrupted: (error: unknown) => void;
  /** Told whose work is done here from now on. */
  readonly shared?: (shards: readonly number[]) => void;
  /** Where the processes know of each other. Default: a table in the read models. */
  readonly roster?: Roster;
  readonly leaseMs?: number;
  readonly heartbeatMs?: number;
}

/**
 * The part that one of several processes has in the work for all users: that for the users of its shards. When others
 * come or go its workers finish what is at hand, and new ones go on with the shards that it has then, each from its own
 * checkpoint. Alone, it has all of them. See docs/adr/0010 for why it is harmless that two may have one shard for a moment.
 */
export class SharedWork {
  private readonly membership: Membership;
  private readonly failed: Promise<never>;
  private fail: (error: unknown) => void = () => undefined;
  private workers: readonly Worker[] = [];
  /** Changes of the shards happen one after the other. */
  private changing = Promise.resolve();
  private hasStopped = false;

  constructor(private readonly options: SharedWorkOptions) {
    const { readModels, interrupted, heartbeatMs, leaseMs } = options;
    this.membership = new Membership({
      roster: options.roster ?? rosterIn(readModels, leaseMs),
      ...(heartbeatMs !== undefined && { heartbeatMs }),
      ...(leaseMs !== undefined && { leaseMs }),
      onAssigned: (shards) => {
        this.changing = this.changing.then(() => this.work(shards));
      },
      onInterrupted: interrupted,
    });
    this.failed = new Promise((_, reject) => (this.fail = reject));
    this.failed.catch(() => undefined);
  }

  /** Works until stopped; rejects when a worker fails for good. */
  async run(): Promise<void> {
    await Promise.race([this.membership.run(), this.failed]);
    await this.changing;
  }

  /** Finishes what is at hand, with its checkpoints, and leaves its shards to the others. */
  async stop(): Promise<void> {
    this.hasStopped = true;
    await this.changing;
    await this.stopWorkers(() => true);
    await this.membership.leave();
  }

  private async work(shards: readonly number[]): Promise<void> {
    await this.stopWorkers(({ outlastsLease = false }) => shards.length > 0 || !outlastsLease);
    this.options.shared?.(shards);
    if (shards.length === 0 || this.hasStopped) return;
    this.workers = this.options.workersOf(shards);
    for (const worker of this.workers) worker.run().catch((error: unknown) => this.fail(error));
  }

  private async stopWorkers(mustStop: (worker: Worker) => boolean): Promise<void> {
    await Promise.all(this.workers.filter(mustStop).map((worker) => worker.stop()));
    this.workers = this.workers.filter((worker) => !mustStop(worker));
  }
}
