import { clusterDdl, NotForClusterError } from './cluster-ddl.js';
import { faultOfLayout } from './migrate.js';

describe('a statement on a cluster', () => {
  it('that makes a table makes its rows on every replica, and a table over all shards by the first column of its key', () => {
    const statement = `CREATE TABLE IF NOT EXISTS days (user_id UUID, day Date COMMENT 'a (local) day', version UInt64)
      ENGINE = ReplacingMergeTree(version) PARTITION BY toYear(day) ORDER BY (user_id, day) SETTINGS fsync_after_insert = 1`;
    expect(clusterDdl(statement, 'main').map((text) => text.replace(/\s+/g, ' '))).toEqual([
      `CREATE TABLE IF NOT EXISTS days_local ON CLUSTER 'main' (user_id UUID, day Date COMMENT 'a (local) day', version UInt64)` +
        ` ENGINE = ReplicatedReplacingMergeTree('/clickhouse/tables/{uuid}/{shard}', '{replica}', version)` +
        ' PARTITION BY toYear(day) ORDER BY (user_id, day) SETTINGS fsync_after_insert = 1',
      `CREATE TABLE IF NOT EXISTS days ON CLUSTER 'main' AS days_local` +
        ` ENGINE = Distributed('main', currentDatabase(), 'days_local', cityHash64(user_id))`,
    ]);
  });

  it.each<[string, string, string[]]>([
    [
      'that makes a table like another',
      'CREATE TABLE IF NOT EXISTS days_rebuild AS days /* sharded by user_id */',
      [
        "CREATE TABLE IF NOT EXISTS days_rebuild_local ON CLUSTER '{c}' AS days_local",
        "CREATE TABLE IF NOT EXISTS days_rebuild ON CLUSTER '{c}' AS days_rebuild_local\n" +
          "ENGINE = Distributed('{c}', currentDatabase(), 'days_rebuild_local', cityHash64(user_id))",
      ],
    ],
    [
      'that changes columns and how rows are stored, each where it belongs',
      "ALTER TABLE days ADD COLUMN IF NOT EXISTS a Enum8('x, y' = 1) COMMENT 'it\\'s', MODIFY ORDER BY (b, a), DROP COLUMN b",
      [
        "ALTER TABLE days_local ON CLUSTER '{c}' ADD COLUMN IF NOT EXISTS a Enum8('x, y' = 1) COMMENT 'it\\'s'," +
          ' MODIFY ORDER BY (b, a), DROP COLUMN b',
        "ALTER TABLE days ON CLUSTER '{c}' ADD COLUMN IF NOT EXISTS a Enum8('x, y' = 1) COMMENT 'it\\'s', DROP COLUMN b",
      ],
    ],
    [
      'that changes only how rows are stored',
      'ALTER TABLE days MODIFY TTL day + INTERVAL 5 YEAR',
      ["ALTER TABLE days_local ON CLUSTER '{c}' MODIFY TTL day + INTERVAL 5 YEAR"],
    ],
    [
      'that removes a table',
      'DROP TABLE IF EXISTS days SYNC',
      ["DROP TABLE IF EXISTS days ON CLUSTER '{c}' SYNC", "DROP TABLE IF EXISTS days_local ON CLUSTER '{c}' SYNC"],
    ],
    ['that empties a table', 'TRUNCATE TABLE days', ["TRUNCATE TABLE days_local ON CLUSTER '{c}'"]],
    [
      'that deletes rows',
      'DELETE FROM days WHERE user_id = {user_id:UUID}',
      ["DELETE FROM days_local ON CLUSTER '{c}' WHERE user_id = {user_id:UUID}"],
    ],
    [
      'that swaps two tables',
      'EXCHANGE TABLES days AND days_rebuild',
      ["EXCHANGE TABLES days_local AND days_rebuild_local ON CLUSTER '{c}'"],
    ],
    ['that inserts', 'INSERT INTO days (a)\nSELECT 1', ['INSERT INTO days (a)\nSELECT 1']],
  ])('%s', (_, statement, expected) => {
    expect(clusterDdl(statement, '{c}')).toEqual(expected);
  });

  it.each([
    'CREATE TABLE days (a UInt8) ENGINE = Memory',
    'CREATE TABLE days (a UInt8) ENGINE = ReplacingMergeTree(a) ORDER BY tuple()',
    'CREATE TABLE days (a Date) ENGINE = ReplacingMergeTree(a) ORDER BY (toYear(a), a)',
    'CREATE TABLE days_rebuild AS days',
    'CREATE TABLE main.days (a UInt8) ENGINE = ReplacingMergeTree(a) ORDER BY a',
    'CREATE MATERIALIZED VIEW v TO days AS SELECT 1',
    'ALTER TABLE days ADD COLUMN a UInt8, UPDATE a = 1 WHERE 1',
    'ALTER TABLE days DETACH PARTITION 2020',
    'RENAME TABLE days TO years',
    'OPTIMIZE TABLE days FINAL',
    '',
  ])('is refused, and named, when nobody thought of it: %s', (statement) => {
    expect(() => clusterDdl(statement, 'main')).toThrow(NotForClusterError);
    expect(() => clusterDdl(statement, 'main')).toThrow(statement);
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
