import type { LocalDate } from '@app/domain';
import { type Database, insertSelect, type ReadModels } from '@app/read-models';

/** Two rows for each of 95 buckets: eight hours, with one bucket off at noon. */
export const ROWS_OF_A_DAY = 190;
export const ROWS_OF_A_YEAR = 365 * ROWS_OF_A_DAY;

const COMMON_YEAR = 2025;

/** Users by number, from `firstUser` to before `endUser`, and the year of their time. */
export interface Stretch {
  readonly firstUser: number;
  readonly endUser: number;
  readonly year: number;
}

/**
 * Rows of `buckets` that depend only on user, day and place in the day. A hash of these three
 * replaces chance. A user has 60 activities out of 400, with 200 documents each: few often, many
 * seldom. The two rows of a bucket have different documents, so every row has its own key. User 0
 * has the id whose time is reported.
 */
const GENERATED = `
  SELECT
    if(user = 0, {asked_user:UUID}, reinterpretAsUUID(sipHash128('user', user))) AS user_id,
    toDateTime(local_date, 'UTC') + INTERVAL (9 * 60 + 5 * intDiv(place, 2) + if(place < 90, 0, 60)) MINUTE AS bucket_local,
    bucket_local AS bucket_utc,
    multiIf(bitShiftRight(chance, 48) % 50 = 0, 'offline', bitShiftRight(chance, 48) % 12 = 0, 'mobile', 'computers')
      AS source,
    (toUInt32(floor(60 * pow(bitAnd(chance, 0xFFFF) / 0x10000, 3))) * 7 + user * 13) % 400 AS activity_number,
    concat('application-', toString(activity_number)) AS activity,
    concat('Document ', toString(2 * toUInt32(floor(100 * pow(bitAnd(bitShiftRight(chance, 16), 0xFFFF) / 0x10000, 2)))
      + place % 2), ' of ', activity) AS document,
    local_date,
    10000 + bitShiftRight(chance, 32) % 140000 AS duration_ms,
    1 AS version,
    0 AS is_deleted
  FROM (
    SELECT
      {first_user:UInt32} + intDiv(number, ${ROWS_OF_A_DAY} * {days:UInt32}) AS user,
      {first_day:Date} + intDiv(number, ${ROWS_OF_A_DAY}) % {days:UInt32} AS local_date,
      number % ${ROWS_OF_A_DAY} AS place,
      cityHash64(user, local_date, place) AS chance
    FROM numbers({rows:UInt64}))`;

const KEY = 'user_id, local_date, source, activity';
const INSERTS = {
  buckets: `INSERT INTO buckets (user_id, bucket_local, bucket_utc, source, activity, document, local_date,
      duration_ms, version, is_deleted)
    SELECT user_id, bucket_local, bucket_utc, source, activity, document, local_date, duration_ms, version, is_deleted
    FROM (${GENERATED})`,
  // Sums as the projector does: one row for each day, source and activity.
  daily: `INSERT INTO daily (${KEY}, duration_ms, version, is_deleted)
    SELECT ${KEY}, sum(duration_ms) AS total_ms, max(version), 0
    FROM (${GENERATED})
    GROUP BY ${KEY}`,
} as const;

/** One insert makes one part, as large as memory allows: so many rows at most. */
const SETTINGS = {
  max_insert_block_size: '4000000',
  min_insert_block_size_rows: '4000000',
  min_insert_block_size_bytes: '1000000000',
};

/**
 * Writes the stretch to both tables inside the engine, month by month as time goes by. So every
 * part has the time of every user. Then waits until the engine has merged what it wants to.
 * Resolves to the number of rows in `buckets`.
 */
export async function generate({ database }: ReadModels, askedUser: string, stretch: Stretch): Promise<number> {
  const { firstUser, endUser, year } = stretch;
  let written = 0;
  for (let month = 0; month < 12; month++) {
    const firstDay = new Date(Date.UTC(year, month)).toISOString().slice(0, 10) as LocalDate;
    // Every year has the 365 days of a common year.
    const days = new Date(Date.UTC(COMMON_YEAR, month + 1, 0)).getUTCDate();
    const rows = (endUser - firstUser) * days * ROWS_OF_A_DAY;
    const values = { asked_user: askedUser, first_user: firstUser, first_day: firstDay, days, rows };
    for (const sql of Object.values(INSERTS)) {
      await database.change(insertSelect(sql), { values, settings: SETTINGS });
    }
    written += rows;
  }
  await untilMerged(database);
  return written;
}

/**
 * Merges each year into one part. The engine does so by itself a day after the last write to a
 * year.
 */
export async function settle({ database }: ReadModels): Promise<void> {
  for (const table of Object.keys(INSERTS))
    await database.change(insertSelect(`OPTIMIZE TABLE ${table} FINAL`), {
      settings: { optimize_skip_merged_partitions: '1' },
    });
}

const POLL_MS = 100;
const LONGEST_MERGE_MS = 60_000;

async function untilMerged(database: Database): Promise<void> {
  const endsAt = performance.now() + LONGEST_MERGE_MS;
  for (let idlePolls = 0; idlePolls < 5 && performance.now() < endsAt;) {
    const [[merges] = ['0']] = await database.rows<[string]>('SELECT count() FROM system.merges');
    idlePolls = merges === '0' ? idlePolls + 1 : 0;
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));
  }
}
