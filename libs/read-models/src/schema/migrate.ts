import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { ClickHouseClient } from '@clickhouse/client';
import { CREATE_MIGRATORS, inTurn, type TurnOptions } from './migration-turn.js';

/** One file of `clickhouse/migrations`: its number and name, and its statements in order. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: readonly string[];
  /** SHA-256 of the statements: an edited file that was applied before is refused. */
  readonly checksum: string;
}

export const CREATE_HISTORY = `
  CREATE TABLE IF NOT EXISTS schema_migrations
  (number UInt32, name String, checksum String, applied_at DateTime64(3, 'UTC') DEFAULT now64(3))
  ENGINE = ReplacingMergeTree(applied_at) ORDER BY number`;

/**
 * Applies, in order, every migration that the database has not seen. Forward only; of several processes that start at
 * once one does it, and the others wait.
 *
 * ClickHouse has no transaction around DDL, so each statement must be harmless when run twice (`IF NOT EXISTS`): a crash
 * between two statements is mended by the next start, because a migration is recorded only when all of it ran.
 * Throws when an applied migration was edited, the database is newer than this program, or it was made on a cluster and
 * none is given, or the other way round: half of its tables would then be of the one kind and half of the other.
 */
export async function migrate(
  client: ClickHouseClient,
  cluster: string | undefined,
  options?: TurnOptions,
): Promise<void> {
  const fault = faultOfLayout(await engineOfHistory(client), cluster);
  if (fault !== undefined) throw new Error(fault);
  await client.command({ query: CREATE_HISTORY });
  const migrations = await readMigrations();
  if ((await missing(client, migrations)).length === 0) return;
  await client.command({ query: CREATE_MIGRATORS });
  await inTurn(
    client,
    async (stillOurs) => {
      // Another one may have done it meanwhile.
      for (const migration of await missing(client, migrations)) await apply(client, migration, stillOurs);
    },
    options,
  );
}

/** The migrations that the database has not seen. Throws when it saw others than these. */
async function missing(client: ClickHouseClient, migrations: readonly Migration[]): Promise<Migration[]> {
  const result = await client.query({
    query: 'SELECT number, checksum FROM schema_migrations FINAL ORDER BY number',
    format: 'JSONEachRow',
  });
  const applied = new Map(
    (await result.json<{ number: number; checksum: string }>()).map((m) => [m.number, m.checksum]),
  );
  const newest = migrations.at(-1)?.number ?? 0;
  for (const number of applied.keys()) {
    if (number > newest)
      throw new Error(`The database has migration ${number}; this program knows only ${newest}. Run a newer version.`);
  }
  for (const { number, name, checksum } of migrations) {
    if ((applied.get(number) ?? checksum) !== checksum) {
      throw new Error(`Migration ${name} was edited after it was applied. Add a new one instead.`);
    }
  }
  return migrations.filter(({ number }) => !applied.has(number));
}

async function engineOfHistory(client: ClickHouseClient): Promise<string | undefined> {
  const result = await client.query({
    query: `SELECT engine FROM system.tables WHERE database = currentDatabase() AND name = 'schema_migrations'`,
    format: 'JSONEachRow',
  });
  return (await result.json<{ engine: string }>())[0]?.engine;
}

/** Why a database whose history has this engine (none: a new one) cannot be used so; undefined when it can. */
export function faultOfLayout(engine: string | undefined, cluster: string | undefined): string | undefined {
  if (engine === undefined || (engine === 'Distributed') === (cluster !== undefined)) return undefined;
  return cluster === undefined
    ? 'The database was made on a cluster: set CLICKHOUSE_CLUSTER.'
    : 'The database was made on one server, without CLICKHOUSE_CLUSTER. Name a new one: the log is projected into it.';
}

async function apply(client: ClickHouseClient, migration: Migration, stillOurs: () => void): Promise<void> {
  for (const query of migration.statements) {
    stillOurs();
    await client.command({ query });
  }
  stillOurs();
  const { number, name, checksum } = migration;
  await client.insert({ table: 'schema_migrations', values: [{ number, name, checksum }], format: 'JSONEachRow' });
}

/** The migrations in `clickhouse/migrations`, by number. Throws on a file name that is not `NNNN_name.sql`. */
export async function readMigrations(folder = migrationsFolder()): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name)) throw new Error(`${name} is not named NNNN_name.sql`);
      const statements = splitStatements(await readFile(join(folder, name), 'utf8'));
      const checksum = createHash('sha256').update(statements.join(';')).digest('hex');
      return { number: Number(name.slice(0, 4)), name: name.slice(0, -'.sql'.length), statements, checksum };
    }),
  );
}

/** Statements of a migration file: each ends with `;` at a line's end; `--` lines are comments. */
export function splitStatements(sql: string): string[] {
  return sql
    .split('\n')
    .filter((line) => !line.trimStart().startsWith('--'))
    .join('\n')
    .split(/;\s*$/m)
    .map((statement) => statement.trim())
    .filter((statement) => statement !== '');
}

/** The same folder whether this runs from the sources or from dist/. */
function migrationsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'clickhouse/migrations'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('clickhouse/migrations is missing beside the program');
    folder = parent;
  }
  return join(folder, 'clickhouse/migrations');
}
