import type { ClickHouseClient, CommandParams } from '@clickhouse/client';
import { clusterDdl } from './cluster-ddl.js';

/** What every question and insert needs on a cluster, beside the settings of one server. */
export const CLUSTER_SETTINGS = {
  // An insert is acknowledged when every shard has its rows, on most of its replicas: the checkpoint that follows must not
  // outlive them. The inserts of one shard may overlap, so reads cannot be sequential: of two replicas both have the rows,
  // a third may lack them for a moment.
  distributed_foreground_insert: 1,
  insert_quorum: 'auto',
  // What is asked of one user is asked of one shard.
  optimize_skip_unused_shards: 1,
  // A change of a table is done when it is done on every replica.
  alter_sync: '2',
} as const;

/** The client, whose commands run on all of a cluster; one that is not known to is refused with NotForClusterError. */
export function onCluster(client: ClickHouseClient, cluster: string): ClickHouseClient {
  const command = async (params: CommandParams) => {
    for (const query of clusterDdl(params.query, cluster)) await client.command({ ...params, query });
  };
  return new Proxy(client, {
    get: (target, name) => (name === 'command' ? command : (Reflect.get(target, name, target) as unknown)),
  });
}
