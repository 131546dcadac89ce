import { UPCASTERS } from '@app/domain';
import { EventStore } from '@app/event-store';
import {
  erasureWatch,
  PROJECTIONS,
  rebuild,
  type RebuildObserver,
  type RebuildProgress,
  repairUser,
} from '@app/projector';
import { openReadModels, type ReadModels } from '@app/read-models';
import type { ProjectorSettings } from '@app/settings';
import type { RebuildRequest } from './command-line.js';
import { progressLine } from './progress-line.js';
import { stopSignal } from './stop-signal.js';

/** The tables of a rebuild that names no table. */
export const ALL_TABLES: readonly string[] = PROJECTIONS.flatMap(({ tables }) => tables.map(({ name }) => name));

/** For each name of a projection, the names of its tables. */
export const TABLES_OF_PROJECTIONS = Object.fromEntries(
  PROJECTIONS.map(({ name, tables }) => [name, tables.map((table) => table.name)]),
);

/**
 * Replays the log into the tables, with its progress on stderr. Resolves to true when it came to
 * its end. SIGTERM and SIGINT stop it after the current batch, and the next `rebuild` goes on from
 * there.
 */
export async function rebuildCommand(settings: ProjectorSettings, request: RebuildRequest): Promise<boolean> {
  const store = new EventStore(settings.eventStoreUrl, { upcasters: UPCASTERS });
  try {
    const readModels = await openReadModels({ url: settings.clickHouseUrl, cluster: settings.clickHouseCluster });
    try {
      return await rebuildIn(store, readModels, request);
    } finally {
      await readModels.close();
    }
  } finally {
    await store.close();
  }
}

async function rebuildIn(store: EventStore, readModels: ReadModels, request: RebuildRequest): Promise<boolean> {
  const { tables, userId, restart } = request;
  if (userId !== undefined) {
    const erasures = erasureWatch({ store, readModels });
    await repairUser({ store, readModels, projections: PROJECTIONS, erasures, userId, tables, now: Date.now() });
    say(`the rows of ${userId} are as the log has them: ${tables.join(', ')}`);
    return true;
  }
  const isDone = await rebuild({
    ...{ store, readModels, projections: PROJECTIONS, tables, restart },
    ...{ signal: stopSignal(), observer: OBSERVER },
  });
  say(isDone ? `rebuilt ${tables.join(', ')}` : 'stopped; rebuild again to go on where it was');
  return isDone;
}

const say = (text: string) => process.stderr.write(`${process.stderr.isTTY ? '\r\x1b[K' : ''}${text}\n`);

const OBSERVER: RebuildObserver = {
  started: (from) => say(from === 'nothing' ? 'replaying the log from its beginning' : 'going on where it was'),
  // On a terminal each line replaces the one before. Elsewhere every batch is a line.
  progressed: (progress: RebuildProgress) =>
    process.stderr.write(process.stderr.isTTY ? `\r\x1b[K${progressLine(progress)}` : `${progressLine(progress)}\n`),
  interrupted: (error) => say(`interrupted, trying again: ${error instanceof Error ? error.message : String(error)}`),
};
