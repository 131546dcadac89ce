import type { LocalDate } from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import type { HeldDay, RowTable } from '@app/read-models';

/**
 * A part of the read models that is folded from the log: the streams that it reads, and the rows
 * that it makes of them.
 *
 * Rows are absolute values. Their `version` is the log position of the newest event behind them. So
 * the runtime may fold any events again, in any batches, and write any row twice: the tables end
 * the same.
 */
export interface Projection<State = unknown> {
  /** Its name for people: in `projector rebuild <name>`, in the status, in the log. */
  readonly name: string;
  /**
   * Its name in checkpoints. A migration that makes one of its tables again changes this name. A
   * projector of the version before may still run, and its checkpoints are true for the old table
   * only.
   */
  readonly checkpoint: string;
  /**
   * How it folds its streams. Projections that name the same fold share it: each stream is read and
   * folded once for all of them.
   */
  readonly fold: StreamFold<State>;
  /** The tables that it writes. */
  readonly tables: readonly ProjectedTable<State>[];
  /** The day that reports may read from a state of it, before the tables have its rows. */
  dayOf?(state: State): HeldDay;
  /** Streams that it does not fold. It parks their events that cannot be read. */
  readonly checks?: readonly StreamCheck[];
}

/** Which streams a projection reads, and who owns them. */
interface StreamKind {
  /** The start of their names: the category and a dash. */
  readonly prefix: string;
  /**
   * The user that the stream's name tells, if any. Undefined when no stream of this kind has such a
   * name.
   */
  ownerOf(stream: string): { readonly userId?: string } | undefined;
}

/** Streams whose events are only checked. */
export interface StreamCheck extends StreamKind {
  /** Throws DomainError when the event cannot be read. */
  read(event: StoredEvent): void;
}

/** How the events of one stream become a state. A method may change the state that it gets. */
export interface StreamFold<State = unknown, Event = unknown> extends StreamKind {
  /** Distinguishes it from other folds of the same streams. */
  readonly name: string;
  /** The state of a stream without events. */
  begin(stream: string): State;
  /**
   * The typed event, or undefined for a type that counts for nothing. Throws DomainError when the
   * event cannot be read.
   */
  read(event: StoredEvent): Event | undefined;
  /** Folds one more event. The position is never below an earlier one. */
  apply(state: State, event: Event, position: bigint): void;
  /** A measure of the memory that the state holds. One is about 300 bytes. */
  sizeOf(state: State): number;
  /**
   * What takes events out of its streams: the erasure of a slice of time and that of the account,
   * or that of the account only. An erasure deletes rows by the same rule.
   */
  readonly erasedBy: 'slices and account' | 'account';
  /** Names of the streams that one user may have for these local days. They need not exist. */
  streamsOf(userId: string, days: readonly LocalDate[]): string[];
}

/** A row names its user, so an erasure can find it. */
export interface UserRow {
  readonly userId: string;
}

/** A table that a projection writes. */
export interface ProjectedTable<State = unknown, Row extends UserRow = UserRow> extends RowTable<Row> {
  /**
   * The rows that changed after a log position; all of them after -1. A row whose time is gone is
   * marked as deleted.
   */
  rowsOf(state: State, after: bigint): readonly Row[];
}
