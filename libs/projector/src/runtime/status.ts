import type { EventStore } from '@app/event-store';
import type { Checkpoint, ReadModels, RebuildRecord } from '@app/read-models';
import { isOfAnotherHistory } from './progress/another-history.js';
import { hasReached } from './progress/has-reached.js';
import type { Projection } from './projection.js';

/** How far the tables are behind the log, at one moment. */
export interface ProjectionStatus {
  /**
   * True only when the tables of every projection hold all that the log had acknowledged before the
   * call.
   */
  readonly caughtUp: boolean;
  /**
   * Seconds between the newest event that every projection has and the newest in the log. 0 when
   * caught up.
   */
  readonly lagSeconds: number;
  /** Position of the newest event in the log, of any program; -1 when it has none. */
  readonly logPosition: bigint;
  /**
   * Every projection has all events up to here. The end of the log when caught up, -1 at its start.
   */
  readonly position: bigint;
  /**
   * Whether a checkpoint belongs to another history of the log, as after the restore of an older
   * copy. Reports are then wrong until the tables are filled again.
   */
  readonly otherHistory: boolean;
  /** How many events could not be read and were parked. */
  readonly parked: number;
  /** The rebuild that is running or was cut off. Undefined when there is none. */
  readonly rebuild: RebuildRecord | undefined;
  /** Each projection by its name. */
  readonly projections: readonly { readonly name: string; readonly caughtUp: boolean; readonly position: bigint }[];
}

/** Reads the log and the tables, in whichever process the projector runs. */
export async function readProjectionStatus(
  store: EventStore,
  readModels: ReadModels,
  projections: readonly Projection[],
): Promise<ProjectionStatus> {
  // A store that is down is told at once: the identity is asked for with patience. The first
  // question writes it, and so moves the end of the log.
  await store.ping();
  const storeId = await store.identity();
  const newest = await store.lastEvent();
  const logPosition = newest?.position ?? -1n;
  const names = projections.map(({ checkpoint }) => checkpoint);
  const [checkpoints, parked, rebuild] = await Promise.all([
    Promise.all(names.map((projection) => readModels.readCheckpoint({ projection, storeId }))),
    readModels.countParkedEvents({ projections: names, storeId }),
    readModels.readRebuild(storeId),
  ]);
  const reached = await Promise.all(checkpoints.map((one) => hasReached(store, one?.position, logPosition)));
  const known = checkpoints.filter((one) => one !== undefined);
  const otherHistory = await isOfAnotherHistory(store, known);
  const caughtUp = reached.every(Boolean) && !otherHistory;
  const slowest = leastOf(checkpoints);
  const position = caughtUp ? logPosition : (slowest?.position ?? -1n);
  const logTime = newest?.recordedAt.getTime() ?? 0;
  const behindMs = caughtUp ? 0 : logTime - (slowest?.recordedAt ?? logTime);
  return {
    ...{ caughtUp, lagSeconds: Math.max(0, Math.round(behindMs / 1000)), logPosition, position, otherHistory, parked },
    rebuild: rebuild?.state === 'done' ? undefined : rebuild,
    projections: projections.map(({ name }, n) => ({
      name,
      caughtUp: reached[n] === true && !otherHistory,
      position: reached[n] ? logPosition : (checkpoints[n]?.position ?? -1n),
    })),
  };
}

/** The least of the checkpoints; undefined when one of them is missing. */
function leastOf(checkpoints: readonly (Checkpoint | undefined)[]): Checkpoint | undefined {
  let least = checkpoints[0];
  for (const one of checkpoints) {
    if (!one) return undefined;
    if (!least || one.position < least.position) least = one;
  }
  return least;
}
