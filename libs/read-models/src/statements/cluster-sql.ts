import { createTableSql } from './create-table-sql.js';
import type { AlterTable, Statement } from './statement.js';

/** Name of the table that holds a table's rows on each server of a cluster. */
export const localTableOf = (table: string): string => `${table}_local`;

/**
 * The texts of a statement for a cluster, in the order in which they run. A table `t` is two tables
 * there:
 *
 *     t         Distributed: reads and writes go through it; a row goes to the shard of its key
 *     t_local   ReplicatedReplacingMergeTree: the rows of one shard, on each of its replicas
 *
 * All versions of a row are on one shard, because rows of one key agree in its first column, the
 * shard key. So `FINAL` on a shard sees all of them. For a table of users' rows that column is the
 * user: a report asks one shard.
 *
 * `cluster` is a name of `system.clusters`, or a macro such as `{cluster}` that every server
 * replaces by its own value. It needs no quoting. The path in Keeper holds the table's UUID,
 * because names cannot serve: a rebuild exchanges them, and a table that is dropped and made again
 * would meet its old path.
 */
export function clusterSql(statement: Statement, cluster: string): string[] {
  const on = `ON CLUSTER '${cluster}'`;
  switch (statement.kind) {
    case 'create-table': {
      const { table, replacing, orderBy } = statement;
      const engine =
        `ReplicatedReplacingMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}', ` + `${replacing.join(', ')})`;
      return [
        createTableSql(statement, { table: localTableOf(table), onCluster: ` ${on}`, engine }),
        distributedTable(table, orderBy[0], cluster),
      ];
    }
    case 'create-table-like':
      return [
        `CREATE TABLE IF NOT EXISTS ${localTableOf(statement.table)} ${on} AS ${localTableOf(statement.model)}`,
        distributedTable(statement.table, statement.shardKey, cluster),
      ];
    case 'alter-table':
      return alterBoth(statement, on);
    case 'drop-table':
      return [statement.table, localTableOf(statement.table)].map(
        (table) => `DROP TABLE IF EXISTS ${table} ${on}${statement.isSync ? ' SYNC' : ''}`,
      );
    case 'truncate-table':
      return [`TRUNCATE TABLE ${statement.ifExists ? 'IF EXISTS ' : ''}${localTableOf(statement.table)} ${on}`];
    case 'delete-rows':
      return [`DELETE FROM ${localTableOf(statement.table)} ${on} WHERE ${statement.where}`];
    case 'exchange-tables':
      // The rows change their names. A Distributed table finds its rows by the name.
      return [`EXCHANGE TABLES ${localTableOf(statement.table)} AND ${localTableOf(statement.other)} ${on}`];
    case 'insert-select':
      return [statement.sql];
  }
}

/** A Distributed table stores nothing: it takes the changes of columns only. */
function alterBoth({ table, columnChanges, storageChanges }: AlterTable, on: string): string[] {
  return [
    `ALTER TABLE ${localTableOf(table)} ${on} ${[...columnChanges, ...storageChanges].join(', ')}`,
    ...(columnChanges.length > 0 ? [`ALTER TABLE ${table} ${on} ${columnChanges.join(', ')}`] : []),
  ];
}

function distributedTable(table: string, shardKey: string, cluster: string): string {
  const local = localTableOf(table);
  return (
    `CREATE TABLE IF NOT EXISTS ${table} ON CLUSTER '${cluster}' AS ${local}\n` +
    `ENGINE = Distributed('${cluster}', currentDatabase(), '${local}', cityHash64(${shardKey}))`
  );
}
