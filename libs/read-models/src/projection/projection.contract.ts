import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BucketRow, type DailyRow, type LocalDate, SHARDS } from '@app/domain';
import { BUCKETS, DAILY } from '../activity/write-rows.js';
import { openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';
import { objectsOf, runSql } from '../testing/own-sql.js';
import { readMigrations } from '../schema/migrate.js';
import { deleteRows, dropTable, insertSelect } from '../statements/statement.js';

const NOW = Date.UTC(2026, 10, 21);
const key = { projection: 'activity', storeId: 'log-1' };
const other = { projection: 'activity', storeId: 'log-2' };
const keys = { projections: ['activity'], storeId: 'log-1' };

const bucket: BucketRow = {
  userId: '6f9619ff-8b86-4d01-b42d-00cf4fc964ff',
  bucketLocal: Date.UTC(2026, 10, 21, 10) / 1000,
  bucketUtc: Date.UTC(2026, 10, 21, 9) / 1000,
  source: 'computers',
  activity: 'vim',
  document: 'naïve "quotes", tab\t😀',
  page: '/back\\slash\nand\r\0',
  localDate: '2026-11-21' as LocalDate,
  durationMs: 300_000,
  version: 9_007_199_254_740_993n,
  isDeleted: false,
};
const daily: DailyRow = bucket;

describe('what a projection writes', () => {
  let dir: string;
  let readModels: ReadModels;
  beforeAll(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-projection-'));
    readModels = await openReadModels({ dir });
  });
  afterAll(async () => {
    await readModels.close();
    await rm(dir, { recursive: true, force: true });
  });
  const rowsOf = async (table: string) => objectsOf(readModels.database, `SELECT * FROM ${table} FINAL`);

  it('is a row with its exact text, local and UTC start, and 64-bit version', async () => {
    await readModels.writeRows(BUCKETS, [bucket]);
    await readModels.writeRows(BUCKETS, [bucket]);
    expect(await rowsOf('buckets')).toEqual([
      {
        user_id: bucket.userId,
        bucket_local: '2026-11-21 10:00:00',
        bucket_utc: '2026-11-21 09:00:00',
        source: 'computers',
        activity: 'vim',
        document: bucket.document,
        page: bucket.page,
        local_date: '2026-11-21',
        duration_ms: 300_000,
        version: '9007199254740993',
        is_deleted: 0,
      },
    ]);
  });

  it('replaces a row by its next version, ignores an older one, and takes a deleted one away', async () => {
    await readModels.writeRows(DAILY, [{ ...daily, durationMs: 2, version: 2n }]);
    await readModels.writeRows(DAILY, [{ ...daily, durationMs: 1, version: 1n }]);
    expect(await rowsOf('daily')).toMatchObject([{ duration_ms: 2 }]);
    await readModels.writeRows(DAILY, [{ ...daily, durationMs: 0, version: 3n, isDeleted: true }]);
    expect(await rowsOf('daily')).toEqual([]);
    await readModels.emptyTables([BUCKETS, DAILY]);
    expect(await rowsOf('buckets')).toEqual([]);
  });

  it('is a checkpoint per log, which never moves back and can be forgotten', async () => {
    expect(await readModels.readCheckpoint(key)).toBeUndefined();
    await readModels.writeCheckpoint(key, { position: 9_007_199_254_740_993n, recordedAt: NOW - 5, now: NOW });
    await readModels.writeCheckpoint(key, { position: 5n, recordedAt: NOW, now: NOW + 1 });
    expect(await readModels.readCheckpoint(key)).toEqual({
      position: 9_007_199_254_740_993n,
      recordedAt: NOW - 5,
    });
    expect(await readModels.hasForeignCheckpoint(key)).toBe(false);
    expect(await readModels.hasForeignCheckpoint(other)).toBe(true);
    await readModels.forgetCheckpoints('activity');
    expect(await readModels.readCheckpoint(key)).toBeUndefined();
  });

  it('is a checkpoint of a log in which no event was heard yet', async () => {
    await readModels.writeCheckpoint(key, { position: 3n, recordedAt: 0, now: NOW });
    expect(await readModels.readCheckpoint(key)).toEqual({ position: 3n, recordedAt: 0 });
    await readModels.forgetCheckpoints('activity');
  });

  it('is a checkpoint per shard; as a whole the projection is as far as its slowest', async () => {
    const at = (position: bigint) => ({ position, recordedAt: NOW - Number(position), now: NOW });
    const [first = 0, second = 0, ...others] = SHARDS;
    await readModels.writeCheckpoints(keys, { ...at(7n), shards: [first, ...others] });
    expect(await readModels.readCheckpoint(key)).toBeUndefined();
    expect((await readModels.readCheckpoints(key)).get(second)).toBeUndefined();
    await readModels.writeCheckpoints(keys, { ...at(5n), shards: [first, second] });
    expect(await readModels.readCheckpoint(key)).toEqual({ position: 5n, recordedAt: NOW - 5 });
    expect(await readModels.readCheckpoints(key)).toEqual(
      new Map(SHARDS.map((shard) => [shard, { position: shard === second ? 5n : 7n, recordedAt: expect.anything() }])),
    );
    expect(await readModels.readCheckpoints(other)).toEqual(new Map());

    // A checkpoint of the whole log counts for every shard whose own checkpoint is not further.
    await readModels.writeCheckpoint(key, at(6n));
    expect(await readModels.readCheckpoint(key)).toEqual({ position: 6n, recordedAt: NOW - 6 });
    expect((await readModels.readCheckpoints(key)).get(first)).toEqual({ position: 7n, recordedAt: NOW - 7 });
    await readModels.forgetCheckpoints('activity');
    expect(await readModels.readCheckpoints(key)).toEqual(new Map());
  });

  it('is who projects: by the last sign of life, by the clock of the server, until one leaves', async () => {
    const [silent, one, two] = ['1', '2', '3'].map((n) => `00000000-0000-4000-8000-00000000000${n}`) as [
      string,
      string,
      string,
    ];
    const longAgo = { member_id: silent, heartbeat_at: '2026-01-01 00:00:00' };
    await readModels.database.insert('projector_members', [longAgo]);
    await readModels.writeHeartbeat(two);
    await readModels.writeHeartbeat(one);
    await readModels.writeHeartbeat(one);
    expect(await readModels.readLiveMembers(600_000)).toEqual([one, two]);
    await readModels.writeLeave(two);
    await readModels.writeHeartbeat(two);
    await runSql(readModels.database, 'OPTIMIZE TABLE projector_members FINAL');
    expect(await readModels.readLiveMembers(600_000)).toEqual([one]);
  });

  it('is a list of parked events, each counted once', async () => {
    const event = { position: 7n, stream: 's', revision: 0n, type: 'ActivityRecorded', reason: 'unreadable' };
    await readModels.parkEvents(key, { events: [event, { ...event, position: 8n }], now: NOW });
    await readModels.parkEvents(key, { events: [event], now: NOW + 1000 });
    expect(await readModels.countParkedEvents(keys)).toBe(2);
    expect(await readModels.countParkedEvents({ ...keys, storeId: 'log-2' })).toBe(0);
    const newest = { ...event, position: 8n, parkedAt: NOW };
    expect(await readModels.readParkedEvents({ ...keys, most: 9 })).toEqual([
      newest,
      { ...event, parkedAt: NOW + 1000 },
    ]);
    expect(await readModels.readParkedEvents({ ...keys, most: 1 })).toEqual([newest]);
  });
});

it('a checkpoint of before there were shards still counts', async () => {
  const dir = await mkdtemp(join(tmpdir(), 'timeledger-projection-'));
  try {
    const first = await openReadModels({ dir });
    try {
      for (const statement of [
        dropTable('checkpoints', { isSync: true }),
        ...((await readMigrations()).find(({ number }) => number === 2)?.statements ?? []),
        insertSelect(
          `INSERT INTO checkpoints VALUES ('activity', 'log-1', 9007199254740993, '2026-11-21', '2026-11-21')`,
        ),
        deleteRows('schema_migrations', 'number IN (10, 14)'),
      ]) {
        await first.database.change(statement);
      }
    } finally {
      await first.close();
    }
    const second = await openReadModels({ dir });
    try {
      const checkpoint = { position: 9_007_199_254_740_993n, recordedAt: NOW };
      expect(await second.readCheckpoint(key)).toEqual(checkpoint);
      await second.writeCheckpoints(keys, { ...checkpoint, position: 5n, shards: [3], now: NOW });
      expect((await second.readCheckpoints(key)).get(3)).toEqual(checkpoint);
    } finally {
      await second.close();
    }
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
});
