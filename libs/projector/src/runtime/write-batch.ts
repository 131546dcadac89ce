import type { BucketRow, DailyRow } from '@app/domain';
import { type ActivityTable, type CheckpointKey, parkEvents, type ReadModels, writeEncoded } from '@app/read-models';
import type { ProjectedBatch } from './open-batch.js';

/** Where the rows of the activity projection go. A table that is left out is not written. */
export interface ActivityTables {
  readonly buckets?: ActivityTable<BucketRow>;
  readonly daily?: ActivityTable<DailyRow>;
}

/** Writes the rows of a batch and the events that it sets aside; its checkpoint is for the caller, afterwards. */
export async function writeBatch(
  readModels: ReadModels,
  { buckets, daily, parked }: ProjectedBatch,
  { tables, key }: { tables: ActivityTables; key: CheckpointKey },
): Promise<void> {
  await Promise.all([
    tables.buckets && writeEncoded(readModels, tables.buckets, buckets),
    tables.daily && writeEncoded(readModels, tables.daily, daily),
  ]);
  await parkEvents(readModels.client, key, { events: parked, now: Date.now() });
}
