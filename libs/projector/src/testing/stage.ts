import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { LOG_PREFIXES, UPCASTERS } from '@app/domain';
import { EventStore } from '@app/event-store';
import { openReadModels, type ReadModels } from '@app/read-models';
import { PROJECTIONS } from '../projections/index.js';
import type { ProjectorObserver } from '../runtime/observer.js';
import type { Projection } from '../runtime/projection.js';
import { Projector, type ProjectorOptions } from '../runtime/projector.js';
import { type ProjectionStatus, readProjectionStatus } from '../runtime/status.js';
import type { HistoryEvent } from './random-history.js';

/** A running event store node. The contract tests bring it, because this lib may not import one. */
interface RunningNode {
  readonly port: number;
  readonly connectionString: string;
  close(): Promise<void>;
}
type StartNode = (options: { dir: string; port?: number }) => Promise<RunningNode>;

/** What a projector reported while it ran. */
export class Heard implements ProjectorObserver {
  readonly startedOverFor: string[] = [];
  /** Names of the projections that began at the start of the log. */
  readonly begun: string[] = [];
  readonly parkedAt: string[] = [];
  readonly interruptions: unknown[] = [];
  constructor(private readonly after: { batch?: () => void; interruption?: () => void } = {}) {}
  startedOver(reason: string, projections: readonly string[]): void {
    this.startedOverFor.push(reason);
    this.begun.push(...projections);
  }
  projected(): void {
    this.after.batch?.();
  }
  parked({ stream, revision }: { stream: string; revision: bigint }): void {
    this.parkedAt.push(`${stream} ${revision}`);
  }
  interrupted(error: unknown): void {
    this.interruptions.push(error);
    this.after.interruption?.();
  }
}

/** Waits for a condition. Throws after 30 s, with the name of the condition. */
export async function until(awaited: string, isTrue: () => boolean | Promise<boolean>): Promise<void> {
  const endMs = performance.now() + 30_000;
  while (!(await isTrue())) {
    if (performance.now() > endMs) throw new Error(`waited 30 s in vain for ${awaited}`);
    await delay(50);
  }
}

/** One log, on a node of its own. */
export class Log {
  private readonly revisions = new Map<string, bigint>();
  private constructor(
    private readonly start: () => Promise<RunningNode>,
    private node: RunningNode,
    readonly store: EventStore,
    readonly dir: string,
  ) {}

  static async open(startNode: StartNode, dir: string): Promise<Log> {
    const node = await startNode({ dir });
    return new Log(
      () => startNode({ dir, port: node.port }),
      node,
      new EventStore(node.connectionString, { upcasters: UPCASTERS, sharedPrefixes: LOG_PREFIXES }),
      dir,
    );
  }

  /** Appends the events one by one. Each waits until the one before is durable. */
  async append(...history: HistoryEvent[]): Promise<void> {
    for (const { stream, event } of history) {
      const events = [{ event, metadata: { now: 0, principalId: 'tester' } }];
      const { revision } = await this.store.append(stream, events, this.revisions.get(stream) ?? 'no_stream');
      this.revisions.set(stream, revision);
    }
  }

  get connectionString(): string {
    return this.node.connectionString;
  }

  /** Stops the node and starts it again on its port. `meanwhile` may change its folder. */
  async restartNode(meanwhile?: () => Promise<void>): Promise<void> {
    await this.node.close();
    await meanwhile?.();
    this.node = await this.start();
  }

  async close(): Promise<void> {
    await this.store.close();
    await this.node.close();
  }
}

/** One engine and any number of logs that are projected into it, in a temporary folder. */
export class Stage {
  private readonly logs: Log[] = [];
  private constructor(
    private readonly startNode: StartNode,
    readonly folder: string,
    readonly readModels: ReadModels,
  ) {}

  static async open(startNode: StartNode): Promise<Stage> {
    const folder = await mkdtemp(join(tmpdir(), 'timeledger-projector-'));
    return new Stage(startNode, folder, await openReadModels({ dir: join(folder, 'clickhouse') }));
  }

  /** A new, empty log. */
  async newLog(): Promise<Log> {
    const log = await Log.open(this.startNode, join(this.folder, `log-${this.logs.length}`));
    this.logs.push(log);
    return log;
  }

  async close(): Promise<void> {
    for (const log of this.logs) await log.close();
    await this.readModels.close();
    await rm(this.folder, { recursive: true, force: true });
  }

  status({ store }: Log, projections = PROJECTIONS): Promise<ProjectionStatus> {
    return readProjectionStatus(store, this.readModels, projections);
  }

  async untilCaughtUp(log: Log, projections = PROJECTIONS): Promise<void> {
    await until('the projector to catch up', async () => (await this.status(log, projections)).caughtUp);
  }

  /** Runs a projector until the tables hold the whole log, then stops it. */
  async project(log: Log, options: Partial<ProjectorOptions> = {}): Promise<Heard> {
    const heard = new Heard();
    await this.while(log, { observer: heard, ...options }, () => this.untilCaughtUp(log, options.projections));
    return heard;
  }

  /** Runs a projector during `work`, then stops it. */
  async while(
    { store }: Log,
    options: Partial<ProjectorOptions>,
    work: (projector: Projector, running: Promise<void>) => Promise<void>,
  ) {
    const projector = new Projector({
      ...{ store, readModels: this.readModels, projections: PROJECTIONS, observer: new Heard() },
      ...options,
    });
    const running = projector.run();
    try {
      await work(projector, running);
    } finally {
      await projector.stop();
      await running;
    }
  }

  /**
   * Forgets the checkpoints of these projections, by default of all. The next start begins at the
   * start of the log.
   */
  async forgetCheckpoints(projections: readonly Projection[] = PROJECTIONS): Promise<void> {
    for (const { checkpoint } of projections) await this.readModels.forgetCheckpoints(checkpoint);
  }

  /** The rows of a query, with the values of each row joined by `|`. */
  async rowsOf(query: string): Promise<string[]> {
    return (await this.readModels.database.rows(query)).map((row) => row.join('|'));
  }

  buckets(): Promise<string[]> {
    return this
      .rowsOf(`SELECT formatDateTime(bucket_local, '%H:%i'), formatDateTime(bucket_utc, '%H:%i'), source, activity,
      document, duration_ms / 1000 FROM buckets FINAL ORDER BY ALL`);
  }

  daily(): Promise<string[]> {
    return this.rowsOf(`SELECT local_date, source, activity, duration_ms / 1000 FROM daily FINAL ORDER BY ALL`);
  }

  /** Every column of every row that counts. */
  async everything(): Promise<string[]> {
    const tables = PROJECTIONS.flatMap((projection) => projection.tables);
    const rows = await Promise.all(tables.map(({ name }) => this.rowsOf(`SELECT * FROM ${name} FINAL ORDER BY ALL`)));
    return rows.flat();
  }
}
