import { insertSelect, type ReadModels } from '@app/read-models';

/** The year of all time, and a day in its middle. */
export const YEAR = 2025;

/** The same every day: some rows in each of the 288 buckets, whose documents have long names. */
interface Heavy {
  readonly userId: string;
  /** Rows of `buckets` in the year. */
  readonly rows: number;
  /** How often a document comes back. 1: each row has its own. */
  readonly daysOfADocument: number;
}

const DAYS = 365;
const LENGTH_OF_A_NAME = 120;
const ACTIVITIES = 60;

/** Rows that depend only on the day and their place in it. */
const GENERATED = `
  SELECT
    {user:UUID} AS user_id,
    toDate('${YEAR}-01-01') + intDiv(number, {per_day:UInt32}) AS local_date,
    number % {per_day:UInt32} AS place,
    toDateTime(local_date, 'UTC') + toIntervalMinute(5 * (place % 288)) AS bucket_local,
    concat('application-', toString(place % ${ACTIVITIES})) AS activity,
    rightPad(concat('Document ', toString(place), ' of ',
      toString(intDiv(toDayOfYear(local_date), {days_of_document:UInt32})), ' '), ${LENGTH_OF_A_NAME}, 'é words ') AS document,
    10000 + cityHash64(place, local_date) % 40000 AS duration_ms
  FROM numbers({first:UInt64}, {count:UInt64})`;

const INSERTS = [
  `INSERT INTO buckets (user_id, bucket_local, bucket_utc, source, activity, document, page, local_date, duration_ms,
      version, is_deleted)
    SELECT user_id, bucket_local, bucket_local, 'computers', activity, document, '', local_date, duration_ms, 1, 0
    FROM (${GENERATED})`,
  `INSERT INTO daily (user_id, local_date, source, activity, duration_ms, version, is_deleted)
    SELECT user_id, local_date, 'computers', activity, sum(duration_ms), 1, 0
    FROM (${GENERATED}) GROUP BY user_id, local_date, activity`,
];

/** Writes a user's year to both tables, inside the engine, in four parts as a year would come. */
export async function writeHeavyYear({ database }: ReadModels, heavy: Heavy): Promise<void> {
  const perDay = Math.max(1, Math.round(heavy.rows / DAYS));
  const total = perDay * DAYS;
  const part = Math.ceil(DAYS / 4) * perDay;
  for (let first = 0; first < total; first += part) {
    const values = {
      ...{ user: heavy.userId, per_day: perDay, days_of_document: heavy.daysOfADocument },
      ...{ first, count: Math.min(part, total - first) },
    };
    for (const sql of INSERTS) await database.change(insertSelect(sql), { values });
  }
}
