import type { ProjectedTable, Projection } from './projection.js';

/** A projection at work: from where in the log, for whom, and into which tables. */
export interface Lane {
  readonly projection: Projection;
  /** The tables to write: those of the projection, some of them, or others beside them. */
  readonly tables: readonly ProjectedTable[];
  /** Rows that depend on nothing after this position are in the tables already; -1 when none are. */
  readonly after: bigint;
  /**
   * Whether it folds an event at a position: the event is of a user of its shards, and not in the tables yet. `userId` is
   * undefined for a stream that names no user.
   */
  accepts(userId: string | undefined, position: bigint): boolean;
}

/** The same lane, from a later position on. */
export const laneFrom = (lane: Lane, position: bigint): Lane => ({
  ...lane,
  after: position,
  accepts: (userId, at) => at > position && lane.accepts(userId, at),
});

/** The position after which the first of the lanes goes on; undefined at the beginning of the log. */
export function leastOf(lanes: readonly Lane[]): bigint | undefined {
  const [first, ...others] = lanes.map(({ after }) => after);
  const least = others.reduce((smallest, one) => (one < smallest ? one : smallest), first ?? -1n);
  return least < 0n ? undefined : least;
}
