import type { LocalDate } from '@app/domain';
import type { StoredEvent } from '@app/event-store';
import type { RowTable } from '@app/read-models';

/**
 * A part of the read models that is folded from the log: which streams it reads, and which rows they come to.
 *
 * Rows are absolute values. Their `version` is the log position of the newest event behind them. So the runtime may fold any
 * events again, in any batches, and write any rows twice: the tables end the same.
 */
export interface Projection<State = unknown> {
  /** What people call it: in `projector rebuild <name>`, in the status, in the log. */
  readonly name: string;
  /**
   * Its name in checkpoints. A migration that makes one of its tables anew changes this name: a projector of the version before
   * may still run, and its checkpoints are true of the old table only.
   */
  readonly checkpoint: string;
  /** The streams that it folds. Projections that name the same fold share it: a stream is read and folded once for all. */
  readonly fold: StreamFold<State>;
  /** The tables that it writes. */
  readonly tables: readonly ProjectedTable<State>[];
  /** Streams that it does not fold, and whose unreadable events it sets aside. */
  readonly checks?: readonly StreamCheck[];
}

/** Which streams a projection reads, and whose they are. */
interface StreamKind {
  /** How their names begin: the category and a dash. */
  readonly prefix: string;
  /** The user whose stream it is, if its name says so; undefined when the name is not that of such a stream. */
  ownerOf(stream: string): { readonly userId?: string } | undefined;
}

/** Streams whose events are only looked at. */
export interface StreamCheck extends StreamKind {
  /** Throws DomainError when the event cannot be read. */
  read(event: StoredEvent): void;
}

/** How the events of one stream become a state. Methods that take a state may change it. */
export interface StreamFold<State = unknown, Event = unknown> extends StreamKind {
  /** Tells it from other folds of the same streams. */
  readonly name: string;
  /** The state of a stream without events. */
  begin(stream: string): State;
  /** The event as its type has it; undefined for a type that counts for nothing. Throws DomainError when it is unreadable. */
  read(event: StoredEvent): Event | undefined;
  /** Folds one more event. Positions never fall. */
  apply(state: State, event: Event, position: bigint): void;
  /** A measure of the memory that the state holds. One is about 300 bytes. */
  sizeOf(state: State): number;
  /** Names of the streams that one user may have for these local days. They need not exist. */
  streamsOf(userId: string, days: readonly LocalDate[]): string[];
}

/** A row names its user: an erasure finds it by that. */
export interface UserRow {
  readonly userId: string;
}

/** A table that a projection writes. */
export interface ProjectedTable<State = unknown, Row extends UserRow = UserRow> extends RowTable<Row> {
  /** The rows that changed after a log position; all of them after -1. Rows whose time is gone say that they are deleted. */
  rowsOf(state: State, after: bigint): readonly Row[];
}
