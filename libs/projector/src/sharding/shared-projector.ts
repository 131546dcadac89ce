import { Projector, type ProjectorOptions } from '../projector.js';
import { Membership, type Roster, rosterIn } from './membership.js';

export interface SharedProjectorOptions extends Omit<ProjectorOptions, 'shards'> {
  /** Where the projectors of these tables know of each other. Default: a table beside them. */
  readonly roster?: Roster;
  /** Told which shards are projected here from now on. */
  readonly shared?: (shards: readonly number[]) => void;
  readonly heartbeatMs?: number;
}

/**
 * One of several projectors that share the users of one log: it projects those of its shards, and when others come or go
 * it finishes the batch at hand and goes on with the shards that it has then, each from its own checkpoint. Alone, it has
 * all of them. See docs/adr/0010 for why it is harmless that two may have one shard for a moment.
 */
export class SharedProjector {
  private readonly membership: Membership;
  private readonly failed: Promise<never>;
  private fail: (error: unknown) => void = () => undefined;
  private projector: Projector | undefined;
  /** Changes of the shards happen one after the other. */
  private changing = Promise.resolve();
  private hasStopped = false;

  constructor(private readonly options: SharedProjectorOptions) {
    const { readModels, observer, heartbeatMs, leaseMs } = options;
    this.membership = new Membership({
      roster: options.roster ?? rosterIn(readModels, leaseMs),
      ...(heartbeatMs !== undefined && { heartbeatMs }),
      ...(leaseMs !== undefined && { leaseMs }),
      onAssigned: (shards) => {
        this.changing = this.changing.then(() => this.project(shards));
      },
      onInterrupted: (error) => observer.interrupted(error),
    });
    this.failed = new Promise((_, reject) => (this.fail = reject));
    this.failed.catch(() => undefined);
  }

  /** Projects until stopped; rejects when the log refuses a projector for good. */
  async run(): Promise<void> {
    await Promise.race([this.membership.run(), this.failed]);
    await this.changing;
  }

  /** Finishes the batch at hand, with its checkpoints, and leaves its shards to the others. */
  async stop(): Promise<void> {
    this.hasStopped = true;
    await this.changing;
    await this.projector?.stop();
    await this.membership.leave();
  }

  private async project(shards: readonly number[]): Promise<void> {
    await this.projector?.stop();
    this.projector = undefined;
    this.options.shared?.(shards);
    if (shards.length === 0 || this.hasStopped) return;
    this.projector = new Projector({ ...this.options, shards });
    this.projector.run().catch((error: unknown) => this.fail(error));
  }
}
