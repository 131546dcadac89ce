/** Name of the table that holds a table's rows on each server of a cluster. */
export const localTableOf = (table: string): string => `${table}_local`;

/** A statement of ours that nobody has taught to run on a cluster. */
export class NotForClusterError extends Error {
  constructor(statement: string) {
    super(
      `No way is known to run this statement on a cluster (libs/read-models/src/schema/cluster-ddl.ts): ${statement}`,
    );
    this.name = 'NotForClusterError';
  }
}

/**
 * What runs on a cluster instead of a statement that is written for one server, in order. A table `t` becomes two:
 *
 *     t         Distributed: what everybody reads and writes; a row goes to the shard of the first column of its key
 *     t_local   ReplicatedReplacingMergeTree: the rows of one shard, on each of its replicas
 *
 * All rows of one key are on one shard, since rows of one key agree in its first column; so `FINAL` on a shard sees all
 * versions of a row. For what belongs to a user that column is the user, whose reports then ask one shard. A table made
 * like another (`CREATE TABLE t AS u`) does not show its key: it says it in a comment, `sharded by` and the column.
 *
 * Reading and inserting go through `t` as they are. `cluster` is a name of `system.clusters`, or a macro such as
 * `{cluster}` that every server fills in for itself; it needs no quoting. The path in Keeper holds the table's UUID: names
 * are exchanged by a rebuild, and dropped and made again, and a path must never be met twice.
 *
 * Throws NotForClusterError on a statement that it does not know, rather than run it on one server only.
 */
export function clusterDdl(statement: string, cluster: string): string[] {
  const text = statement.trim();
  for (const { form, onCluster } of FORMS) {
    const match = form.exec(text);
    if (match) {
      return onCluster({ table: '', ...match.groups, text, cluster: `'${cluster}'`, on: `ON CLUSTER '${cluster}'` });
    }
  }
  throw new NotForClusterError(text);
}

/** The statement, the cluster as SQL has it, and what the form found. */
interface Found {
  readonly text: string;
  readonly cluster: string;
  /** The clause that runs a statement on every server. */
  readonly on: string;
  readonly table: string;
  readonly [name: string]: string | undefined;
}

interface Form {
  readonly form: RegExp;
  readonly onCluster: (found: Found) => string[];
}

/** Our own SQL is written one way, so a form is a pattern; what is written another way is refused. */
const FORMS: readonly Form[] = [
  { form: /^(SELECT|WITH|INSERT INTO)\s/, onCluster: ({ text }) => [text] },
  {
    form: /^CREATE TABLE (?<guard>IF NOT EXISTS )?(?<table>\w+)\s*(?<columns>\(.*\))\s*ENGINE = (?<engine>\w*MergeTree)\((?<given>[^()]*)\)\s*(?<rest>.*\bORDER BY \(?(?<key>\w+)(?=[\s,)]|$).*)$/s,
    onCluster: (found) => [
      `CREATE TABLE ${found.guard ?? ''}${localTableOf(found.table)} ${found.on}\n${found.columns}\nENGINE = ` +
        `Replicated${found.engine}('/clickhouse/tables/{uuid}/{shard}', '{replica}', ${found.given})\n${found.rest}`,
      distributed(found),
    ],
  },
  {
    form: /^CREATE TABLE (?<guard>IF NOT EXISTS )?(?<table>\w+) AS (?<model>\w+) \/\* sharded by (?<key>\w+) \*\/$/,
    onCluster: (found) => [
      `CREATE TABLE ${found.guard ?? ''}${localTableOf(found.table)} ${found.on} AS ${localTableOf(found.model ?? '')}`,
      distributed(found),
    ],
  },
  {
    form: /^ALTER TABLE (?<table>\w+)\s+(?<commands>.*)$/s,
    onCluster: ({ text, table, on, commands = '' }) => {
      const all = commandsOf(commands);
      if (!all.every((command) => OF_COLUMNS.test(command) || OF_STORAGE.test(command))) {
        throw new NotForClusterError(text);
      }
      const ofColumns = all.filter((command) => OF_COLUMNS.test(command));
      return [
        `ALTER TABLE ${localTableOf(table)} ${on} ${all.join(', ')}`,
        ...(ofColumns.length > 0 ? [`ALTER TABLE ${table} ${on} ${ofColumns.join(', ')}`] : []),
      ];
    },
  },
  {
    form: /^DROP TABLE (?<guard>IF EXISTS )?(?<table>\w+)(?<sync> SYNC)?$/,
    onCluster: ({ on, guard = '', table, sync = '' }) =>
      [table, localTableOf(table)].map((dropped) => `DROP TABLE ${guard}${dropped} ${on}${sync}`),
  },
  {
    form: /^TRUNCATE TABLE (?<guard>IF EXISTS )?(?<table>\w+)$/,
    onCluster: ({ on, guard = '', table }) => [`TRUNCATE TABLE ${guard}${localTableOf(table)} ${on}`],
  },
  {
    form: /^DELETE FROM (?<table>\w+) (?<where>WHERE .*)$/s,
    onCluster: ({ on, table, where }) => [`DELETE FROM ${localTableOf(table)} ${on} ${where}`],
  },
  {
    // The rows change their names; the Distributed tables go by the names.
    form: /^EXCHANGE TABLES (?<table>\w+) AND (?<other>\w+)$/,
    onCluster: ({ on, table, other = '' }) => [
      `EXCHANGE TABLES ${localTableOf(table)} AND ${localTableOf(other)} ${on}`,
    ],
  },
];

function distributed({ cluster, on, guard = '', table, key }: Found): string {
  const local = localTableOf(table);
  return (
    `CREATE TABLE ${guard}${table} ${on} AS ${local}\n` +
    `ENGINE = Distributed(${cluster}, currentDatabase(), '${local}', cityHash64(${key}))`
  );
}

/** Changes of columns: both tables have those. */
const OF_COLUMNS = /^(ADD|MODIFY|DROP|RENAME|COMMENT) COLUMN\s/;
/** Changes of rows, and of how they are stored: a Distributed table stores none. */
const OF_STORAGE =
  /^(MODIFY ORDER BY|MODIFY TTL|REMOVE TTL|MODIFY SETTING|RESET SETTING|MODIFY COMMENT|DELETE WHERE|DROP PARTITION)\b/;

/** The commands of an ALTER: what stands between its commas, outside of brackets and texts. */
function commandsOf(list: string): string[] {
  const commands = [''];
  let depth = 0;
  for (const [token] of list.matchAll(/'(?:[^'\\]|\\.)*'|[(),]|[^'(),]+|'/gs)) {
    if (token === '(') depth += 1;
    if (token === ')') depth -= 1;
    if (token === ',' && depth === 0) commands.push('');
    else commands.push(`${commands.pop()}${token}`);
  }
  return commands.map((command) => command.trim());
}
