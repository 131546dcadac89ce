import { join } from 'node:path';
import { STREAM_PREFIXES, UPCASTERS } from '@app/domain';
import { EventStore } from '@app/event-store';
import { openReadModels } from '@app/read-models';
import type { Print } from './benchmarks.js';
import { rebuildOnServers, startClickHouse, startNode } from './load/programs.js';
import { type ManyUsersLog, writeManyUsers } from './projection/many-users-log.js';
import { alignedTable } from './report/table.js';
import { replay } from './smoke/replay.js';
import type { Workspace } from './load/workspace.js';

/**
 * How fast a log of so many spans is projected, with 60 spans an event, compared with only reading
 * it through the same client. And how much memory that takes. The node has a process of its own,
 * and the engine lives in this one. At the end the projector has a process of its own too, as it
 * has beside servers.
 */
export async function projection(
  workspace: Workspace,
  print: Print,
  { spans, users }: { spans: number; users: number },
): Promise<void> {
  const node = await startNode(workspace, join(workspace.dir, 'data'));
  const store = new EventStore(node.connectionString, { upcasters: UPCASTERS });
  try {
    const startedAt = performance.now();
    const log = await writeManyUsers(store, { spans, users });
    print(`wrote ${log.events} events of 60 spans in ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
    const rows: (string | number)[][] = [];
    for (let round = 0; round < 3; round++) {
      const reading = await measured(() => readAll(store, log));
      rows.push(['read by the client alone', ...figures(log.spans, reading), '']);
      const readModels = await openReadModels({ dir: join(workspace.dir, `replay-${round}`) });
      try {
        const projecting = await measured(() => replay(store, readModels, log.position));
        rows.push(['projected', ...figures(log.spans, projecting), reading.seconds / projecting.seconds]);
      } finally {
        await readModels.close();
      }
    }
    print(alignedTable(['what', 'spans/s', 'CPU µs/span', 'peak RSS MiB', 'times the reading'], rows));
    const clickHouse = await startClickHouse(workspace, join(workspace.dir, 'server'));
    const servers = { EVENTSTORE_URL: node.connectionString, CLICKHOUSE_URL: clickHouse.url };
    const { seconds, peakMiB } = await rebuildOnServers(workspace, servers);
    await clickHouse.stop();
    print('\nprojector rebuild, with the engine in another process');
    print(alignedTable(['spans/s', 'peak RSS MiB'], [[Math.round(log.spans / seconds), Math.round(peakMiB)]]));
  } finally {
    await store.close();
    await node.stop();
  }
}

interface Measured {
  readonly seconds: number;
  /** CPU time of all threads of this process: the client, the projection and the engine. */
  readonly cpuSeconds: number;
  readonly peakMiB: number;
}

const figures = (spans: number, { seconds, cpuSeconds, peakMiB }: Measured): number[] => [
  Math.round(spans / seconds),
  (cpuSeconds * 1e6) / spans,
  Math.round(peakMiB),
];

async function measured(work: () => Promise<unknown>): Promise<Measured> {
  let peak = 0;
  const watch = setInterval(() => (peak = Math.max(peak, process.memoryUsage.rss())), 50);
  const cpuBefore = process.cpuUsage();
  const startedAt = performance.now();
  try {
    await work();
  } finally {
    clearInterval(watch);
  }
  const { user, system } = process.cpuUsage(cpuBefore);
  return {
    seconds: (performance.now() - startedAt) / 1000,
    cpuSeconds: (user + system) / 1e6,
    peakMiB: peak / 1024 ** 2,
  };
}

async function readAll(store: EventStore, { position }: ManyUsersLog): Promise<void> {
  for await (const event of store.subscribe({ streamPrefixes: STREAM_PREFIXES }))
    if (event.position >= position) return;
}
