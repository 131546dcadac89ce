import { once } from 'node:events';
import { LOG_PREFIXES, UPCASTERS } from '@app/domain';
import { EventStore, EventStoreUnavailableError } from '@app/event-store';
import {
  type Log,
  logProjector,
  logReactors,
  Projector,
  PROJECTIONS,
  Reactors,
  shareOf,
  SharedWork,
  type Worker,
} from '@app/projector';
import { isReadModelsUnavailable, openReadModels } from '@app/read-models';
import type { ProjectorSettings } from '@app/settings';
import { stopSignal } from './stop-signal.js';
import { untilAvailable } from './until-available.js';

/**
 * Projects and reacts until SIGTERM or SIGINT. Resolves after the current work, its checkpoint and
 * the end of the connections. Waits for stores that are not up yet. Rejects when waiting does not
 * help: access denied, an edited migration, a bug.
 */
export async function runCommand(
  { eventStoreUrl, clickHouseUrl, clickHouseCluster, smallestCohort, longestKeptMonths }: ProjectorSettings,
  log: Log,
): Promise<void> {
  const signal = stopSignal();
  const store = new EventStore(eventStoreUrl, { upcasters: UPCASTERS, sharedPrefixes: LOG_PREFIXES });
  try {
    const readModels = await untilAvailable(
      {
        name: 'ClickHouse',
        attempt: () => openReadModels({ url: clickHouseUrl, cluster: clickHouseCluster }),
        isUnavailable: isReadModelsUnavailable,
      },
      { log, signal },
    );
    if (!readModels) return;
    try {
      const identity = await untilAvailable(
        { name: 'the event store', attempt: () => store.identity(), isUnavailable: isEventStoreUnavailable },
        { log, signal },
      );
      if (identity === undefined) return;
      log.info({}, 'projecting');
      const observer = logProjector(log);
      const work = new SharedWork({
        readModels,
        workersOf: (shards) => [
          new Projector({ store, readModels, projections: PROJECTIONS, observer, shards }),
          new Reactors({
            store,
            readModels,
            observer: logReactors(log),
            share: shareOf(shards),
            smallestCohort,
            longestKeptMonths,
          }),
        ],
        interrupted: (error) => observer.interrupted(error),
        shared: (shards) => log.info({ shards }, 'projecting the users of these shards'),
      });
      await runUntil(signal, work);
      log.info({}, 'stopped');
    } finally {
      await readModels.close();
    }
  } finally {
    await store.close();
  }
}

async function runUntil(signal: AbortSignal, worker: Worker): Promise<void> {
  try {
    await Promise.race([worker.run(), signal.aborted || once(signal, 'abort')]);
  } finally {
    await worker.stop();
  }
}

const isEventStoreUnavailable = (error: unknown): boolean => error instanceof EventStoreUnavailableError;
