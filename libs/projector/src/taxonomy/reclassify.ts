import { type ActivityClass, type BucketRow, type DailyRow, dailyRows, type LocalDate } from '@app/domain';
import { readActivityYears, readBuckets, readDaily, type ReadModels, writeBuckets, writeDaily } from '@app/read-models';
import type { UserClasses } from './user-classes.js';

/** A change of one user's taxonomy, and where in the log it stands. */
export interface TaxonomyChange {
  readonly userId: string;
  readonly before: UserClasses;
  readonly after: UserClasses;
  readonly position: bigint;
}

/**
 * Gives one user's rows their new classes, with the position of the change as their version; resolves to how many rows
 * were written. All that came before the change must be in the tables, and nothing that came after it.
 *
 * Only rows that the change makes different are written, found by comparing with what is stored: a change that was
 * half written when the program stopped is finished by the next attempt, and a second attempt writes nothing. It reads
 * the tables rather than the log: a row holds all that its class depends on, and years of days are years of streams.
 *
 * A year of one table is one insert into one partition, which appears as a whole; two years, or the two tables, do not
 * appear together.
 */
export async function reclassify({ client }: ReadModels, change: TaxonomyChange): Promise<number> {
  const { userId, before, after } = change;
  const years = new Map<number, Set<string>>();
  for (const [activity, ofActivity] of await readActivityYears(client, userId)) {
    if (!mayDiffer(activity, before, after)) continue;
    for (const year of ofActivity) years.set(year, (years.get(year) ?? new Set()).add(activity));
  }
  let written = 0;
  for (const [year, activities] of years) {
    const asked = { userId, year, activities };
    const [stored, storedDaily] = await Promise.all([readBuckets(client, asked), readDaily(client, asked)]);
    const buckets = reclassifiedBuckets(stored, change);
    const daily = reclassifiedDaily({ buckets: stored, daily: storedDaily }, change);
    await Promise.all([writeBuckets(client, buckets), writeDaily(client, daily)]);
    written += buckets.length + daily.length;
  }
  return written;
}

function mayDiffer(activity: string, before: UserClasses, after: UserClasses): boolean {
  return (
    before.hasRules(activity) ||
    after.hasRules(activity) ||
    !isSameClass(before.classOf(activity, ''), after.classOf(activity, ''))
  );
}

/** The buckets whose class differs from the present one, with that class. */
function reclassifiedBuckets(stored: readonly BucketRow[], { after, position }: TaxonomyChange): BucketRow[] {
  const changed: BucketRow[] = [];
  for (const row of stored) {
    const { overview, category, productivity } = after.classOf(row.activity, row.document);
    if (!isSameClass(row, { overview, category, productivity })) {
      changed.push({ ...row, overview, category, productivity, version: position });
    }
  }
  return changed;
}

/**
 * The daily rows that the buckets come to under the present classes, where they differ from the stored ones, and those
 * stored ones taken away that no longer have a bucket: another rule holds of their documents.
 */
function reclassifiedDaily(
  stored: { readonly buckets: readonly BucketRow[]; readonly daily: readonly DailyRow[] },
  { userId, after: { classOf }, position }: TaxonomyChange,
): DailyRow[] {
  const days = new Map<LocalDate, BucketRow[]>();
  for (const row of stored.buckets) {
    const day = days.get(row.localDate);
    if (day) day.push(row);
    else days.set(row.localDate, [row]);
  }
  const left = new Map(stored.daily.map((row) => [keyOf(row), row]));
  const changed: DailyRow[] = [];
  for (const [localDate, day] of days) {
    for (const row of dailyRows({ userId, localDate, classOf }, day)) {
      const present = left.get(keyOf(row));
      left.delete(keyOf(row));
      const isSame = present?.durationMs === row.durationMs && isSameClass(present, row);
      if (!isSame) changed.push({ ...row, version: position });
    }
  }
  for (const row of left.values()) changed.push({ ...row, durationMs: 0, version: position, isDeleted: true });
  return changed;
}

const keyOf = ({ localDate, source, rule, activity }: DailyRow): string => `${localDate} ${source} ${rule} ${activity}`;

const isSameClass = (one: ActivityClass, other: ActivityClass): boolean =>
  one.overview === other.overview && one.category === other.category && one.productivity === other.productivity;
