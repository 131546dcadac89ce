import type { ReadModels } from '@app/read-models';
import { Membership, type Roster, rosterIn } from './membership.js';

/** A part of a program that works until it is stopped. */
export interface Worker {
  /** Rejects on a failure that does not pass. */
  run(): Promise<void>;
  stop(): Promise<void>;
  /** Two processes may do its work at once. So it goes on when the roster cannot be reached. */
  readonly outlastsLease?: boolean;
}

export interface SharedWorkOptions {
  readonly readModels: ReadModels;
  /** The workers for the users of these shards. */
  readonly workersOf: (shards: readonly number[]) => readonly Worker[];
  /** Called when a sign of life failed. */
  readonly interrupted: (error: unknown) => void;
  /** Called with the new shards of this process. */
  readonly shared?: (shards: readonly number[]) => void;
  /** The list of processes. Default: a table in the read models. */
  readonly roster?: Roster;
  readonly leaseMs?: number;
  readonly heartbeatMs?: number;
}

/**
 * The share of one process in the work for all users: the users of its shards. A process alone has
 * all shards. When processes come or go, its workers finish their current step and stop. New
 * workers begin with the new shards, each from its own checkpoint. Two processes may have one shard
 * for a moment: docs/adr/0010 says why that is harmless.
 */
export class SharedWork {
  private readonly membership: Membership;
  private readonly failed: Promise<never>;
  private fail: (error: unknown) => void = () => undefined;
  private workers: readonly Worker[] = [];
  /** A chain of promises: changes of the shards happen one after the other. */
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

  /** Works until stopped. Rejects when a worker fails for good. */
  async run(): Promise<void> {
    await Promise.race([this.membership.run(), this.failed]);
    await this.changing;
  }

  /** Stops the workers, which write their checkpoints, and gives its shards up to the others. */
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
