import type { CheckpointKey, ReadModels } from '@app/read-models';
import type { ProjectedBatch } from './open-batch.js';

/** Writes the rows of a batch. The caller writes the checkpoint after that. */
export async function writeRowsOf({ tables }: ProjectedBatch, readModels: ReadModels): Promise<void> {
  await Promise.all(tables.map(({ table, rows }) => readModels.writeEncoded(table, rows)));
}

/** Records the events that a batch parks, for each projection that reads them. */
export async function parkEventsOf(
  { parked }: ProjectedBatch,
  readModels: ReadModels,
  storeId: CheckpointKey['storeId'],
): Promise<void> {
  if (parked.length === 0) return;
  const now = Date.now();
  for (const projection of new Set(parked.flatMap(({ checkpoints }) => checkpoints))) {
    const events = parked.filter(({ checkpoints }) => checkpoints.includes(projection)).map(({ event }) => event);
    await readModels.parkEvents({ projection, storeId }, { events, now });
  }
}

/** How many rows a batch has, of all tables. */
export const rowCountOf = ({ tables }: ProjectedBatch): number =>
  tables.reduce((count, { rows }) => count + rows.rows, 0);
