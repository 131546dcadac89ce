import { STREAM_PREFIXES } from '@app/domain';
import type { EventStore } from '@app/event-store';
import { countParkedEvents, type ReadModels, readCheckpoint, readRebuild, type RebuildRecord } from '@app/read-models';
import { ACTIVITY_PROJECTION } from './resume.js';

/** How the tables stand to the log, at one moment. */
export interface ProjectionStatus {
  /** True only when all that the log had acknowledged before the question is in the tables. */
  readonly caughtUp: boolean;
  /** Seconds between the newest event that was projected and the newest in the log; 0 when caught up. */
  readonly lagSeconds: number;
  /** Position of the newest event in the log; -1 when it has none. */
  readonly logPosition: bigint;
  /** Position of the newest event in the tables; -1 when there is none. */
  readonly position: bigint;
  /** Events that could not be read and were set aside. */
  readonly parked: number;
  /** The rebuild that is under way, or was cut off; undefined when there is none. */
  readonly rebuild: RebuildRecord | undefined;
}

/** Asks the log and the tables, wherever the projector runs. */
export async function readProjectionStatus(store: EventStore, { client }: ReadModels): Promise<ProjectionStatus> {
  const newest = await store.newestEvent(STREAM_PREFIXES);
  const key = { projection: ACTIVITY_PROJECTION, storeId: await store.identity() };
  const [checkpoint, parked, rebuild] = await Promise.all([
    readCheckpoint(client, key),
    countParkedEvents(client, key),
    readRebuild(client, key.storeId),
  ]);
  const position = checkpoint?.position ?? -1n;
  const logPosition = newest?.position ?? -1n;
  const caughtUp = position >= logPosition;
  const behindMs =
    newest && !caughtUp ? newest.recordedAt.getTime() - (checkpoint?.recordedAt ?? newest.recordedAt.getTime()) : 0;
  return {
    ...{ caughtUp, lagSeconds: Math.max(0, Math.round(behindMs / 1000)), logPosition, position, parked },
    rebuild: rebuild?.state === 'done' ? undefined : rebuild,
  };
}
