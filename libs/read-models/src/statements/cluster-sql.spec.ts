import { clusterSql } from './cluster-sql.js';
import { faultOfLayout, migrationOf } from '../schema/migrate.js';
import { singleServerSql } from './single-server-sql.js';
import * as statements from './statement.js';

describe('a described statement', () => {
  const days = statements.createTable({
    table: 'days',
    columns: { user_id: 'UUID', day: { type: 'Date', comment: 'a (local) day' }, version: 'UInt64' },
    replacing: ['version'],
    partitionBy: 'toYear(day)',
    orderBy: ['user_id', 'day'],
    settings: { fsync_after_insert: 1 },
  });

  it('that makes a table makes its rows on every replica, and a table over all shards by the first column of its key', () => {
    const [columns, rest] = [
      "( user_id UUID, day Date COMMENT 'a (local) day', version UInt64 )",
      'PARTITION BY toYear(day) ORDER BY (user_id, day) SETTINGS fsync_after_insert = 1',
    ];
    expect(singleServerSql(days).replace(/\s+/g, ' ')).toBe(
      `CREATE TABLE IF NOT EXISTS days ${columns} ENGINE = ReplacingMergeTree(version) ${rest}`,
    );
    expect(clusterSql(days, 'main').map((text) => text.replace(/\s+/g, ' '))).toEqual([
      `CREATE TABLE IF NOT EXISTS days_local ON CLUSTER 'main' ${columns}` +
        ` ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}', version) ${rest}`,
      `CREATE TABLE IF NOT EXISTS days ON CLUSTER 'main' AS days_local` +
        ` ENGINE = Distributed('main', currentDatabase(), 'days_local', cityHash64(user_id))`,
    ]);
  });

  it.each<[string, statements.Statement, string, string[]]>([
    [
      'that makes a table like another',
      statements.createTableLike({ table: 'days_rebuild', model: 'days', shardKey: 'user_id' }),
      'CREATE TABLE IF NOT EXISTS days_rebuild AS days',
      [
        "CREATE TABLE IF NOT EXISTS days_rebuild_local ON CLUSTER '{c}' AS days_local",
        "CREATE TABLE IF NOT EXISTS days_rebuild ON CLUSTER '{c}' AS days_rebuild_local\n" +
          "ENGINE = Distributed('{c}', currentDatabase(), 'days_rebuild_local', cityHash64(user_id))",
      ],
    ],
    [
      'that changes columns and how rows are stored, each where it belongs',
      statements.changeColumns(
        'days',
        ['ADD COLUMN IF NOT EXISTS a UInt8', 'DROP COLUMN b'],
        ['MODIFY ORDER BY (b, a)'],
      ),
      'ALTER TABLE days ADD COLUMN IF NOT EXISTS a UInt8, DROP COLUMN b, MODIFY ORDER BY (b, a)',
      [
        "ALTER TABLE days_local ON CLUSTER '{c}' ADD COLUMN IF NOT EXISTS a UInt8, DROP COLUMN b, MODIFY ORDER BY (b, a)",
        "ALTER TABLE days ON CLUSTER '{c}' ADD COLUMN IF NOT EXISTS a UInt8, DROP COLUMN b",
      ],
    ],
    [
      'that changes only how rows are stored',
      statements.changeStorage('days', 'MODIFY TTL day + INTERVAL 5 YEAR'),
      'ALTER TABLE days MODIFY TTL day + INTERVAL 5 YEAR',
      ["ALTER TABLE days_local ON CLUSTER '{c}' MODIFY TTL day + INTERVAL 5 YEAR"],
    ],
    [
      'that removes a table',
      statements.dropTable('days', { isSync: true }),
      'DROP TABLE IF EXISTS days SYNC',
      ["DROP TABLE IF EXISTS days ON CLUSTER '{c}' SYNC", "DROP TABLE IF EXISTS days_local ON CLUSTER '{c}' SYNC"],
    ],
    [
      'that empties a table',
      statements.truncateTable('days'),
      'TRUNCATE TABLE days',
      ["TRUNCATE TABLE days_local ON CLUSTER '{c}'"],
    ],
    [
      'that deletes rows',
      statements.deleteRows('days', 'user_id = {user_id:UUID}'),
      'DELETE FROM days WHERE user_id = {user_id:UUID}',
      ["DELETE FROM days_local ON CLUSTER '{c}' WHERE user_id = {user_id:UUID}"],
    ],
    [
      'that exchanges two tables',
      statements.exchangeTables('days', 'days_rebuild'),
      'EXCHANGE TABLES days AND days_rebuild',
      ["EXCHANGE TABLES days_local AND days_rebuild_local ON CLUSTER '{c}'"],
    ],
    [
      'that writes the rows of a query',
      statements.insertSelect('INSERT INTO days (a)\nSELECT 1'),
      'INSERT INTO days (a)\nSELECT 1',
      ['INSERT INTO days (a)\nSELECT 1'],
    ],
  ])('%s', (_, statement, single, cluster) => {
    expect(singleServerSql(statement)).toBe(single);
    expect(clusterSql(statement, '{c}')).toEqual(cluster);
  });
});

describe('a migration file', () => {
  it('is taken when it says what its description says, whatever its layout', () => {
    const texts = [
      'ALTER TABLE daily\n    ADD COLUMN IF NOT EXISTS rule UInt8 ' +
        "COMMENT 'the document rule of the activity that holds, counted from 1; 0 for none' AFTER activity,\n" +
        '    MODIFY ORDER BY (user_id, local_date, source, activity, rule)',
    ];
    expect(migrationOf('0003_document_rules', texts)).toMatchObject({ number: 3, name: '0003_document_rules' });
  });

  it.each([
    ['has no description', '9999_unknown', ['DROP TABLE IF EXISTS daily'], 'there is no description'],
    ['says something else', '0003_document_rules', ['DROP TABLE IF EXISTS daily'], 'MODIFY ORDER BY'],
    ['says less', '0003_document_rules', [], 'MODIFY ORDER BY'],
  ])('that %s is refused', (_, name, texts, reason) => {
    expect(() => migrationOf(name, texts)).toThrow(reason);
  });
});

describe('a database', () => {
  it.each([
    [undefined, undefined, undefined],
    [undefined, 'main', undefined],
    ['ReplacingMergeTree', undefined, undefined],
    ['Distributed', 'main', undefined],
    ['ReplacingMergeTree', 'main', 'on one server'],
    ['Distributed', undefined, 'on a cluster'],
  ])('whose history has the engine %s is used on the cluster %s, or not: %s', (engine, cluster, fault) => {
    expect(faultOfLayout(engine, cluster) ?? '').toMatch(fault ?? /^$/);
  });
});
