import { checkIsKnown, DomainError } from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import { EncodedRows, type HeldDay, type ParkedEvent } from '@app/read-models';
import type { FoldCache } from './fold-cache.js';
import type { Lane } from './lane.js';
import type { ProjectedTable, StreamCheck, StreamFold, UserRow } from './projection.js';

/** Rows of one table. */
export interface TableRows {
  readonly table: ProjectedTable;
  readonly rows: EncodedRows<UserRow>;
}

/**
 * An event that cannot be read, and the projections that read its stream, by their names in
 * checkpoints.
 */
export interface Parked {
  readonly event: ParkedEvent;
  readonly checkpoints: readonly string[];
}

/** A place in the log, and when it was written, or passed. */
export type LogMoment = Pick<StoredEvent, 'position' | 'recordedAt'> & { readonly id?: string };

/**
 * The result of a batch of events: rows to write, events to park, and the position where the batch
 * ends.
 */
export interface ProjectedBatch {
  readonly tables: readonly TableRows[];
  readonly parked: readonly Parked[];
  /** How many events the batch has. */
  readonly events: number;
  /** Where the batch ends: its last event, or a later place that the reader passed. */
  readonly newest: LogMoment;
}

/** Streams that some of the lanes read, and these lanes. */
interface Readers<Kind> {
  readonly kind: Kind;
  readonly lanes: readonly Lane[];
}

/**
 * Folds events of any streams in log order, as they arrive. The caller may take the changed rows at
 * any time. They depend only on the log and on the positions after which the lanes begin. So the
 * rows are the same, however the log is cut into batches.
 *
 * Lanes whose projections name the same fold share it. An event that a lane cannot read is parked.
 *
 * `hold` gets each day that an event changed, for reports that need not wait for its rows.
 */
export class OpenBatch {
  private readonly folds: readonly Readers<StreamFold>[];
  private readonly checks: readonly Readers<StreamCheck>[];
  /** By stream, the states that changed since rows were taken. */
  private readonly changed: ReadonlyMap<StreamFold, Map<string, unknown>>;
  private readonly afters: bigint[];
  private parked: Parked[] = [];
  private newest: StoredEvent | undefined;
  private passed: LogMoment | undefined;
  private count = 0;
  private folded = 0;

  constructor(
    private readonly cache: FoldCache,
    private readonly lanes: readonly Lane[],
    private readonly hold: (day: HeldDay) => void = () => undefined,
  ) {
    this.folds = readersOf(lanes, ({ fold }) => [fold]);
    this.checks = readersOf(lanes, ({ checks = [] }) => checks);
    this.changed = new Map(this.folds.map(({ kind }) => [kind, new Map<string, unknown>()]));
    this.afters = lanes.map(({ after }) => after);
  }

  /** How many events were folded and not taken yet. */
  get events(): number {
    return this.count;
  }

  /**
   * What these events added to their states, as `StreamFold.sizeOf` measures it: about one and a
   * half for each row to write.
   */
  get size(): number {
    return this.folded;
  }

  /** Whether there is anything to write: rows, or at least a later checkpoint. */
  get hasNews(): boolean {
    return this.newest !== undefined || this.passed !== undefined;
  }

  /** The newest of these events. */
  get newestEvent(): StoredEvent | undefined {
    return this.newest;
  }

  /**
   * Folds one more event. After a rejection (a store that does not answer) the caller may add the
   * same event again.
   */
  async add(event: StoredEvent): Promise<void> {
    for (const readers of this.folds) await this.read(event, readers, () => this.fold(readers, event));
    for (const readers of this.checks) await this.read(event, readers, async () => readers.kind.read(event));
    this.newest = event;
    this.count++;
  }

  /**
   * Notes that the streams have no other events up to a place in the log. So the checkpoint may go
   * there, and the next start need not look at events of other programs again.
   */
  pass(place: LogMoment): void {
    const reached = this.passed?.position ?? this.newest?.position;
    if (reached === undefined || place.position > reached) this.passed = place;
  }

  /**
   * The rows that changed since the last call, or undefined when there is nothing new. Later events
   * do not change them.
   */
  take(): ProjectedBatch | undefined {
    const { parked, count } = this;
    const newest = laterOf(this.newest, this.passed);
    if (!newest) return undefined;
    const tables = this.lanes.flatMap((lane, n) =>
      lane.tables.map((table) => this.rowsOf(table, lane.projection.fold, this.afters[n] as bigint)),
    );
    for (const [n, after] of this.afters.entries()) if (after < newest.position) this.afters[n] = newest.position;
    for (const states of this.changed.values()) states.clear();
    this.parked = [];
    this.newest = undefined;
    this.passed = undefined;
    this.count = 0;
    this.folded = 0;
    return { tables, parked, events: count, newest };
  }

  private rowsOf(table: ProjectedTable, fold: StreamFold, after: bigint): TableRows {
    const rows = new EncodedRows<UserRow>(table);
    for (const state of this.changed.get(fold)?.values() ?? []) {
      for (const row of table.rowsOf(state, after)) rows.add(row);
    }
    return { table, rows };
  }

  /**
   * Reads the event for the lanes that want it. Parks it for them when it cannot be read, or when
   * the catalogue of events does not know its type. Then a newer version of this program may have
   * written it, and a rebuild must follow the upgrade.
   */
  private async read(
    event: StoredEvent,
    { kind, lanes }: Readers<StreamFold | StreamCheck>,
    read: () => Promise<void>,
  ): Promise<void> {
    if (!event.stream.startsWith(kind.prefix)) return;
    const owner = kind.ownerOf(event.stream);
    const accepting = lanes.filter((lane) => lane.accepts(owner?.userId, event.position));
    if (accepting.length === 0) return;
    try {
      if (!owner) throw new DomainError('unreadable_stream', 'The name of the stream does not fit its category.');
      await read();
      checkIsKnown(event);
    } catch (error) {
      if (!(error instanceof DomainError)) throw error;
      const { position, stream, revision, type } = event;
      this.parked.push({
        event: { position, stream, revision, type, reason: error.message },
        checkpoints: accepting.map(({ projection }) => projection.checkpoint),
      });
    }
  }

  private async fold({ kind: fold, lanes }: Readers<StreamFold>, event: StoredEvent): Promise<void> {
    const folded = await this.cache.foldThrough(fold, event);
    if (!folded) return;
    const { state, added } = folded;
    this.folded += added;
    this.changed.get(fold)?.set(event.stream, state);
    for (const { projection } of lanes) if (projection.dayOf) this.hold(projection.dayOf(state));
  }
}

const laterOf = (one: LogMoment | undefined, other: LogMoment | undefined): LogMoment | undefined =>
  !one || (other && other.position > one.position) ? other : one;

/** Everything that the projections of the lanes read, each once, with its lanes. */
function readersOf<Kind>(
  lanes: readonly Lane[],
  kindsOf: (projection: Lane['projection']) => readonly Kind[],
): Readers<Kind>[] {
  const kinds = new Set(lanes.flatMap(({ projection }) => kindsOf(projection)));
  return [...kinds].map((kind) => ({
    kind,
    lanes: lanes.filter(({ projection }) => kindsOf(projection).includes(kind)),
  }));
}
