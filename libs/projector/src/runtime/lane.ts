import type { ProjectedTable, Projection } from './projection.js';

/** A projection at work: where in the log it begins, for which users, and into which tables. */
export interface Lane {
  readonly projection: Projection;
  /** The tables to write: all tables of the projection, some of them, or side tables. */
  readonly tables: readonly ProjectedTable[];
  /** The tables hold all rows up to this position; -1 when they hold none. */
  readonly after: bigint;
  /**
   * Whether the lane folds an event. The event must be of a user of its shards, and not in the
   * tables yet. `userId` is undefined for a stream that names no user.
   */
  accepts(userId: string | undefined, position: bigint): boolean;
}

/** The same lane, from a later position on. */
export const laneFrom = (lane: Lane, position: bigint): Lane => ({
  ...lane,
  after: position,
  accepts: (userId, at) => at > position && lane.accepts(userId, at),
});

/**
 * The least position of the lanes: the log is read from there. Undefined at the beginning of the
 * log.
 */
export function leastOf(lanes: readonly Lane[]): bigint | undefined {
  const [first, ...others] = lanes.map(({ after }) => after);
  const least = others.reduce((smallest, one) => (one < smallest ? one : smallest), first ?? -1n);
  return least < 0n ? undefined : least;
}
