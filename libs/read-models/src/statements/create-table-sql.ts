import type { CreateTable } from './statement.js';

/** What differs between the table of one server and the local table of a cluster. */
export interface TablePlace {
  readonly table: string;
  /** ` ON CLUSTER '...'`, or nothing. */
  readonly onCluster: string;
  readonly engine: string;
}

/** The text that makes a described table in a place. */
export function createTableSql(description: CreateTable, { table, onCluster, engine }: TablePlace): string {
  const { partitionBy, orderBy, ttl, settings } = description;
  return [
    `CREATE TABLE IF NOT EXISTS ${table}${onCluster}`,
    `(\n${columnLines(description.columns).join(',\n')}\n)`,
    `ENGINE = ${engine}`,
    ...(partitionBy === undefined ? [] : [`PARTITION BY ${partitionBy}`]),
    `ORDER BY ${orderBy.length === 1 ? orderBy[0] : `(${orderBy.join(', ')})`}`,
    ...(ttl === undefined ? [] : [`TTL ${ttl}`]),
    ...(settings === undefined ? [] : [`SETTINGS ${settingsText(settings)}`]),
  ].join('\n');
}

function columnLines(columns: CreateTable['columns']): string[] {
  const width = Math.max(...Object.keys(columns).map((name) => name.length)) + 2;
  return Object.entries(columns).map(([name, column]) => {
    const { type, default: value, comment } = typeof column === 'string' ? { type: column } : column;
    const parts = [
      type,
      ...(value === undefined ? [] : [`DEFAULT ${value}`]),
      ...(comment === undefined ? [] : [`COMMENT '${comment}'`]),
    ];
    return `    ${name.padEnd(width)}${parts.join(' ')}`;
  });
}

const settingsText = (settings: Readonly<Record<string, number>>): string =>
  Object.entries(settings)
    .map(([name, value]) => `${name} = ${value}`)
    .join(', ');
