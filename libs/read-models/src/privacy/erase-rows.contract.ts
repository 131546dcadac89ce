import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { BucketRow, DailyRow, LocalDate } from '@app/domain';
import { BUCKETS, DAILY } from '../activity/write-rows.js';
import { sideTableOf } from '../projection/side-tables.js';
import { openReadModels } from '../open-read-models.js';
import type { ReadModels } from '../read-models.js';

const USER = '6f9619ff-8b86-4d01-b42d-00cf4fc964ff';
const OTHER = '00000000-0000-4000-8000-000000000000';
const DAY = '2026-01-02' as LocalDate;
const NEXT = '2026-01-03' as LocalDate;

const TABLES = [BUCKETS, DAILY];

describe('the rows of what was erased', () => {
  let dir: string;
  let readModels: ReadModels;
  beforeEach(async () => {
    dir = await mkdtemp(join(tmpdir(), 'timeledger-erase-'));
    readModels = await openReadModels({ dir });
  });
  afterEach(async () => {
    await readModels.close();
    await rm(dir, { recursive: true, force: true });
  });

  const row = (
    activity: string,
    version: bigint,
    { userId = USER, localDate = DAY, isDeleted = false } = {},
  ): DailyRow => ({
    ...{ userId, localDate, source: 'computers', activity, durationMs: isDeleted ? 0 : 1000, version, isDeleted },
  });
  const bucket = (daily: DailyRow): BucketRow => {
    const start = Date.parse(`${daily.localDate}T09:00Z`) / 1000;
    return { ...daily, bucketLocal: start, bucketUtc: start, document: `about ${daily.activity}`, page: '' };
  };
  async function write(...rows: DailyRow[]): Promise<void> {
    for (const one of rows) {
      await readModels.writeRows(DAILY, [one]);
      await readModels.writeRows(BUCKETS, [bucket(one)]);
    }
  }
  async function left(table: string): Promise<string[]> {
    return (await readModels.database.rows<[string]>(`SELECT activity FROM ${table} ORDER BY activity`)).flat();
  }
  async function filesWith(text: string): Promise<number> {
    const entries = await readdir(dir, { recursive: true, withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile());
    const contents = await Promise.all(files.map(({ parentPath, name }) => readFile(join(parentPath, name))));
    return contents.filter((content) => content.includes(text)).length;
  }
  async function untilPartsAreGone(): Promise<void> {
    const upTo = await readModels.engineTime();
    for (const endMs = performance.now() + 20_000; !(await readModels.arePartsGone(TABLES, upTo));) {
      if (performance.now() > endMs) throw new Error('the engine kept its old parts');
      await pause(50);
    }
  }

  it('of days go, old versions and deletions too, from tables and files; newer ones and those of others stay', async () => {
    await write(row('secret', 3n), row('secret', 5n, { isDeleted: true }), row('kept', 4n), row('kept', 10n));
    await write(row('secret', 12n), row('next', 3n, { localDate: NEXT }), row('theirs', 3n, { userId: OTHER }));
    await readModels.makeSideTables([DAILY], 'rebuild');
    await readModels.writeRows({ ...DAILY, name: sideTableOf('daily', 'rebuild') }, [row('aside', 3n)]);

    await readModels.eraseDayRows(TABLES, { userId: USER, days: [{ localDate: DAY, begins: '10' }] });

    for (const table of ['buckets', 'daily']) expect(await left(table)).toEqual(['kept', 'next', 'secret', 'theirs']);
    expect(await left('daily_rebuild')).toEqual([]);
    await readModels.eraseDayRows(TABLES, { userId: USER, days: [{ localDate: DAY, begins: '13' }] });
    await untilPartsAreGone();
    for (const text of ['secret', 'aside', 'kept']) expect([text, await filesWith(text)]).toEqual([text, 0]);
    expect(await filesWith('theirs')).toBeGreaterThan(0);
  });

  it('of a user go, with what was set aside of them', async () => {
    await write(row('secret', 3n), row('secret', 5n, { localDate: NEXT }), row('theirs', 3n, { userId: OTHER }));
    const parked = (userId: string) => ({
      position: 1n,
      stream: `activity-${userId}.20260102`,
      revision: 0n,
      type: 't',
      reason: 'r',
    });
    for (const userId of [USER, OTHER]) {
      await readModels.parkEvents(
        { projection: userId, storeId: 's' },
        { events: [parked(userId)], now: 1_700_000_000_000 },
      );
    }

    await readModels.eraseUserRows(TABLES, USER);

    for (const table of ['buckets', 'daily']) expect(await left(table)).toEqual(['theirs']);
    expect(await readModels.database.rows('SELECT stream FROM parked_events')).toEqual([
      [`activity-${OTHER}.20260102`],
    ]);
    await untilPartsAreGone();
    expect(await filesWith('secret')).toBe(0);
  });
});
