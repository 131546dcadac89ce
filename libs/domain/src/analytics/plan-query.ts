import type { LocalDate } from '../calendar/local-date.js';
import { spellingsOf, textSpellingsOf } from '../names/spellings.js';
import type { AnalyticQuery, Kind, Perspective, QueryError, Resolution, Source } from './analytic-query.js';

/** A column of the read models that a report groups or filters by. */
export type StoredColumn = 'activity' | 'document';

/**
 * A column that a report groups or filters by. Columns that are not stored come from the taxonomy.
 */
export type ReportColumn = StoredColumn | 'overview' | 'category' | 'productivity';

/** What the rows of a report list, and the headers of these columns. */
export const LISTINGS = {
  overviews: { columns: ['overview'], headers: ['Category'] },
  categories: { columns: ['category'], headers: ['Category'] },
  activities: {
    columns: ['activity', 'category', 'productivity'],
    headers: ['Activity', 'Category', 'Productivity'],
  },
  // For our own pages: a category is told apart from one with the same name in another overview.
  activitiesOfOverviews: {
    columns: ['activity', 'overview', 'category', 'productivity'],
    headers: ['Activity', 'Overview', 'Category', 'Productivity'],
  },
  // The documents of one activity. The header of a document is Activity, as recorded.
  documentsOfActivity: {
    columns: ['document', 'category', 'productivity'],
    headers: ['Activity', 'Category', 'Productivity'],
  },
  documents: {
    columns: ['activity', 'document', 'category', 'productivity'],
    headers: ['Activity', 'Document', 'Category', 'Productivity'],
  },
  levels: { columns: ['productivity'], headers: ['Productivity'] },
  efficiency: { columns: [], headers: ['Efficiency (-2:2)', 'Efficiency (percent)'] },
} as const satisfies Record<string, { columns: readonly ReportColumn[]; headers: readonly string[] }>;

export type Listing = keyof typeof LISTINGS;

/** Keeps only rows that have one of these names, which are spellings of one, in a column. */
export interface NameRestriction<Column extends ReportColumn = ReportColumn> {
  readonly columns: readonly Column[];
  readonly names: readonly string[];
}

/**
 * Some minutes of every week, in local time: from `beginMinute` (inclusive) to `endMinute`
 * (exclusive). Both are minutes of the day, 0 to 1440.
 */
export interface WeeklyRange {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  readonly beginMinute: number;
  readonly endMinute: number;
}

/** What the read model sums time by, besides the interval. */
export type Detail = 'activity' | 'document';

/** What to read to answer a query, and how to lay out its rows. Days are inclusive. */
export interface AnalyticPlan {
  /** `daily` is the small rollup; `buckets` has five-minute starts and documents. */
  readonly table: 'daily' | 'buckets';
  readonly detail: Detail;
  readonly perspective: Perspective;
  /** Length of an interval; undefined in a rank. */
  readonly resolution: Resolution | undefined;
  readonly listing: Listing;
  readonly begin: LocalDate;
  readonly end: LocalDate;
  readonly thing: NameRestriction | undefined;
  readonly thingy: NameRestriction | undefined;
  readonly source: Source | undefined;
  /** Only buckets that start in one of these ranges count. Undefined: all buckets count. */
  readonly schedule: readonly WeeklyRange[] | undefined;
  /** Whether a rank is summed by hour of the week besides. See `byHourOfWeek`. */
  readonly isByHourOfWeek?: boolean;
}

/**
 * For each kind: what a report lists, what it lists inside a thing, and the columns that hold the
 * name of a thing and of a thingy.
 *
 * Overview, category and activity list what is inside a thing, as recorded. Nothing is recorded for
 * productivity and efficiency. They keep their form (our choice) and count only the time of the
 * overview, category or activity with that name. When several have the name, all of them count. The
 * same holds for a category: one name in two overviews is one row and one restriction.
 */
const KIND_RULES: Record<
  Kind,
  { listing: Listing; inside: Listing; thing: readonly ReportColumn[]; thingy: readonly ReportColumn[] }
> = {
  overview: { listing: 'overviews', inside: 'activities', thing: ['overview'], thingy: ['activity'] },
  category: { listing: 'categories', inside: 'activities', thing: ['category'], thingy: ['activity'] },
  activity: { listing: 'activities', inside: 'documentsOfActivity', thing: ['activity'], thingy: ['document'] },
  document: { listing: 'documents', inside: 'documents', thing: ['activity'], thingy: ['document'] },
  productivity: {
    listing: 'levels',
    inside: 'levels',
    thing: ['overview', 'category', 'activity'],
    thingy: ['activity', 'document'],
  },
  efficiency: {
    listing: 'efficiency',
    inside: 'efficiency',
    thing: ['overview', 'category', 'activity'],
    thingy: ['activity', 'document'],
  },
};

/**
 * The plan that answers the query: the smallest table that has the details, the listing, and the
 * restrictions by column.
 *
 * `schedule` is the user's schedule with the id `query.scheduleId`. The result is a query error
 * when the query names a schedule and `schedule` is undefined.
 * Source: Analytic Data API, `restrict_thing`, `restrict_thingy`; drill-downs from recordings.
 */
export function planQuery(query: AnalyticQuery, schedule?: readonly WeeklyRange[]): AnalyticPlan | QueryError {
  if (query.scheduleId !== undefined && schedule === undefined) return { code: 'query_error', fields: ['scheduleId'] };
  const rules = KIND_RULES[query.kind];
  const listing = query.thing === undefined ? rules.listing : rules.inside;
  const thing = query.thing === undefined ? undefined : restrictionTo(rules.thing, query.thing);
  const thingy = query.thingy === undefined ? undefined : restrictionTo(rules.thingy, query.thingy);
  const resolution = query.perspective === 'interval' ? query.resolution : undefined;

  const columns: readonly ReportColumn[] = [...LISTINGS[listing].columns, ...(thingy?.columns ?? [])];
  const withinDays = resolution === 'hour' || resolution === 'minute' || schedule !== undefined;
  const table = withinDays || columns.includes('document') ? 'buckets' : 'daily';
  const detail = LISTINGS[listing].columns.some((column) => column === 'document') ? 'document' : 'activity';
  const { perspective, begin, end, source } = query;
  return { table, detail, perspective, resolution, listing, begin, end, thing, thingy, source, schedule };
}

/** A document keeps its letters: `README.md` is not `readme.md`, though it reads like a domain. */
function restrictionTo(columns: readonly ReportColumn[], name: string): NameRestriction {
  const keepsLetters = columns.includes('document') && name !== name.toLowerCase();
  return { columns, names: keepsLetters ? textSpellingsOf(name) : spellingsOf(name) };
}
