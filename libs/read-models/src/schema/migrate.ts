import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Database } from '../database/database.js';
import { DESCRIBED_MIGRATIONS } from './migrations/index.js';
import { CREATE_MIGRATORS, inTurn, type TurnOptions } from './migration-turn.js';
import { singleServerSql } from '../statements/single-server-sql.js';
import { createTable, type Statement } from '../statements/statement.js';

/** One file of `clickhouse/migrations`: its number and name, and its statements in order. */
export interface Migration {
  readonly number: number;
  readonly name: string;
  readonly statements: readonly Statement[];
  /** SHA-256 of the statements. An edited file that was applied before is refused. */
  readonly checksum: string;
}

export const CREATE_HISTORY = createTable({
  table: 'schema_migrations',
  columns: {
    ...{ number: 'UInt32', name: 'String', checksum: 'String' },
    applied_at: { type: "DateTime64(3, 'UTC')", default: 'now64(3)' },
  },
  replacing: ['applied_at'],
  orderBy: ['number'],
});

/**
 * Applies, in order, every migration that the database does not have. There is no way back. When
 * several processes start at once, one of them migrates and the others wait.
 *
 * ClickHouse has no transaction around DDL, so each statement must be safe to run twice (`IF NOT
 * EXISTS`). A migration is recorded after its last statement. So the next start mends what a crash
 * between two statements left.
 *
 * Throws when an applied migration was edited, or when the database is newer than this program.
 * Throws also when the database was made on a cluster and `cluster` is undefined, or the other way
 * round. Otherwise half of its tables would be of one kind and half of the other.
 */
export async function migrate(database: Database, cluster: string | undefined, options?: TurnOptions): Promise<void> {
  const fault = faultOfLayout(await engineOfHistory(database), cluster);
  if (fault !== undefined) throw new Error(fault);
  await database.change(CREATE_HISTORY);
  const migrations = await readMigrations();
  if ((await missing(database, migrations)).length === 0) return;
  await database.change(CREATE_MIGRATORS);
  await inTurn(
    database,
    async (stillOurs) => {
      // Another process may have migrated meanwhile.
      for (const migration of await missing(database, migrations)) await apply(database, migration, stillOurs);
    },
    options,
  );
}

/** The migrations that the database does not have. Throws when it has others than these. */
async function missing(database: Database, migrations: readonly Migration[]): Promise<Migration[]> {
  const applied = new Map(
    await database.rows<[number: number, checksum: string]>(
      'SELECT number, checksum FROM schema_migrations FINAL ORDER BY number',
    ),
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

async function engineOfHistory(database: Database): Promise<string | undefined> {
  const [[engine] = []] = await database.rows<[string] | []>(
    `SELECT engine FROM system.tables WHERE database = currentDatabase() AND name = 'schema_migrations'`,
  );
  return engine;
}

/**
 * Why a database cannot be used with this cluster or without one; undefined when it can. `engine`:
 * the engine of its table of migrations; undefined in a new database.
 */
export function faultOfLayout(engine: string | undefined, cluster: string | undefined): string | undefined {
  if (engine === undefined || (engine === 'Distributed') === (cluster !== undefined)) return undefined;
  return cluster === undefined
    ? 'The database was made on a cluster: set CLICKHOUSE_CLUSTER.'
    : 'The database was made on one server, without CLICKHOUSE_CLUSTER. Name a new one: the log is projected into it.';
}

async function apply(database: Database, migration: Migration, stillOurs: () => void): Promise<void> {
  for (const statement of migration.statements) {
    stillOurs();
    await database.change(statement);
  }
  stillOurs();
  const { number, name, checksum } = migration;
  await database.insert('schema_migrations', [{ number, name, checksum }]);
}

/**
 * The migrations in `clickhouse/migrations`, by number. Throws for a file name that is not
 * `NNNN_name.sql`.
 */
export async function readMigrations(folder = migrationsFolder()): Promise<Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).sort();
  return Promise.all(
    names.map(async (name) => {
      if (!/^\d{4}_[a-z0-9_]+\.sql$/.test(name)) throw new Error(`${name} is not named NNNN_name.sql`);
      return migrationOf(name.slice(0, -'.sql'.length), splitStatements(await readFile(join(folder, name), 'utf8')));
    }),
  );
}

/** A file's migration. Throws when the file has no description, or differs from its description. */
export function migrationOf(name: string, texts: readonly string[]): Migration {
  const statements = DESCRIBED_MIGRATIONS[name];
  const described = statements?.map((statement) => withoutLayout(singleServerSql(statement))).join(';\n');
  if (!statements || described !== texts.map(withoutLayout).join(';\n')) {
    throw new Error(
      `clickhouse/migrations/${name}.sql and its description in libs/read-models/src/schema/migrations differ` +
        (described === undefined ? ': there is no description.' : `. The description says:\n${described};`),
    );
  }
  const checksum = createHash('sha256').update(texts.join(';')).digest('hex');
  return { number: Number(name.slice(0, 4)), name, statements, checksum };
}

/**
 * A statement with one space for any white space, and none inside its brackets. So the layout of a
 * file does not matter.
 */
const withoutLayout = (sql: string): string =>
  sql.replace(/\s+/g, ' ').replace(/\( | \)/g, (bracket) => bracket.trim());

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
