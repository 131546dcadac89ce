import { setTimeout as delay } from 'node:timers/promises';
import { UPCASTERS } from '@app/domain';
import { EventStore } from '@app/event-store';
import { PROJECTIONS, type ProjectionStatus, readProjectionStatus } from '@app/projector';
import { attachReadModels, isReadModelsUnavailable } from '@app/read-models';
import type { ProjectorSettings } from '@app/settings';

/**
 * Longest wait for both answers, in ms: below the time that docker-compose.yml gives its health
 * check.
 */
const LIMIT_MS = 10_000;

/** A store did not answer, or refused. The message is one line for the person at the terminal. */
export class StatusUnknownError extends Error {}

/**
 * How far the tables are behind the log, as one line of JSON; 64-bit numbers as texts. Reads from
 * both stores and makes no table. Throws StatusUnknownError when one of them does not answer. A
 * request may still be open then, so end the process.
 */
export async function statusCommand(settings: ProjectorSettings): Promise<string> {
  const limit = new AbortController();
  const late = delay(LIMIT_MS, undefined, { signal: limit.signal }).then(() => {
    throw new StatusUnknownError(`status unknown: no answer from the stores in ${LIMIT_MS / 1000} s`);
  });
  try {
    return JSON.stringify(lineOf(await Promise.race([askStores(settings), late])));
  } catch (error) {
    if (error instanceof StatusUnknownError) throw error;
    throw new StatusUnknownError(`status unknown: ${reasonOf(error)}`, { cause: error });
  } finally {
    limit.abort();
  }
}

async function askStores({ eventStoreUrl, clickHouseUrl }: ProjectorSettings): Promise<ProjectionStatus> {
  const store = new EventStore(eventStoreUrl, { upcasters: UPCASTERS });
  const readModels = attachReadModels(clickHouseUrl);
  try {
    return await readProjectionStatus(store, readModels, PROJECTIONS);
  } finally {
    await readModels.close();
    await store.close();
  }
}

const lineOf = ({
  caughtUp,
  lagSeconds,
  logPosition,
  position,
  otherHistory,
  parked,
  projections,
  rebuild,
}: ProjectionStatus) => ({
  caughtUp,
  lagSeconds,
  logPosition: logPosition.toString(),
  position: position.toString(),
  otherHistory,
  parked,
  projections: projections.map((one) => ({ ...one, position: one.position.toString() })),
  ...(rebuild && {
    rebuild: {
      tables: rebuild.tables,
      state: rebuild.state,
      events: rebuild.events,
      position: rebuild.position.toString(),
      target: rebuild.target.toString(),
      seenAt: new Date(rebuild.updatedAt).toISOString(),
    },
  }),
});

function reasonOf(error: unknown): string {
  if (isReadModelsUnavailable(error)) return 'ClickHouse is not available.';
  return (error instanceof Error ? error.message : String(error)).split('\n', 1)[0]?.trim() ?? '';
}
