import { createTableSql } from './create-table-sql.js';
import type { Statement } from './statement.js';

/** The text of a statement for one server. */
export function singleServerSql(statement: Statement): string {
  switch (statement.kind) {
    case 'create-table': {
      const engine = `ReplacingMergeTree(${statement.replacing.join(', ')})`;
      return createTableSql(statement, { table: statement.table, onCluster: '', engine });
    }
    case 'create-table-like':
      return `CREATE TABLE IF NOT EXISTS ${statement.table} AS ${statement.model}`;
    case 'alter-table':
      return `ALTER TABLE ${statement.table} ${[...statement.columnChanges, ...statement.storageChanges].join(', ')}`;
    case 'drop-table':
      return `DROP TABLE IF EXISTS ${statement.table}${statement.isSync ? ' SYNC' : ''}`;
    case 'truncate-table':
      return `TRUNCATE TABLE ${statement.ifExists ? 'IF EXISTS ' : ''}${statement.table}`;
    case 'delete-rows':
      return `DELETE FROM ${statement.table} WHERE ${statement.where}`;
    case 'exchange-tables':
      return `EXCHANGE TABLES ${statement.table} AND ${statement.other}`;
    case 'insert-select':
      return statement.sql;
  }
}
