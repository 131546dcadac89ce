import type { EventStore } from '@app/event-store';
import { Projector, PROJECTIONS } from '@app/projector';
import type { ReadModels } from '@app/read-models';

/** The measurements of one replay of a log. */
export interface Replay {
  readonly seconds: number;
  /**
   * CPU time of this process, on all of its threads: steadier than the clock on a busy machine. The
   * log has its own process.
   */
  readonly cpuSeconds: number;
  readonly events: number;
  readonly rows: number;
}

/** Projects the log from its beginning up to the position, into empty read models. */
export async function replay(store: EventStore, readModels: ReadModels, upTo: bigint): Promise<Replay> {
  const startedAt = performance.now();
  const cpuBefore = process.cpuUsage();
  let projector: Projector | undefined;
  try {
    const counts = await new Promise<Pick<Replay, 'events' | 'rows'>>((resolve, reject) => {
      let [events, rows] = [0, 0];
      const observer = {
        startedOver: () => undefined,
        projected: (batch: { events: number; rows: number; position: bigint }) => {
          events += batch.events;
          rows += batch.rows;
          if (batch.position >= upTo) resolve({ events, rows });
        },
        parked: ({ reason }: { reason: string }) => reject(new Error(reason)),
        interrupted: reject,
      };
      projector = new Projector({ store, readModels, projections: PROJECTIONS, observer });
      projector.run().catch(reject);
    });
    const { user, system } = process.cpuUsage(cpuBefore);
    return { seconds: (performance.now() - startedAt) / 1000, cpuSeconds: (user + system) / 1e6, ...counts };
  } finally {
    await projector?.stop();
  }
}
