import type { LocalDate } from '../calendar/local-date.js';
import type { AnalyticQuery, Kind, Perspective, QueryError, Resolution, Source } from './analytic-query.js';

/** A column of the read models that a report groups or filters by. */
export type StoredColumn = 'activity' | 'document';

/** A column that a report groups or filters by. The others than the stored ones come from the user's taxonomy. */
export type ReportColumn = StoredColumn | 'overview' | 'category' | 'productivity';

/** What the rows of a report are, and under which headers they stand. */
export const LISTINGS = {
  overviews: { columns: ['overview'], headers: ['Category'] },
  categories: { columns: ['category'], headers: ['Category'] },
  activities: {
    columns: ['activity', 'category', 'productivity'],
    headers: ['Activity', 'Category', 'Productivity'],
  },
  // A drill-down into one activity: recorded with its documents under the header Activity.
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

/** Only rows that bear this exact name in one of the columns. */
export interface NameRestriction<Column extends ReportColumn = ReportColumn> {
  readonly columns: readonly Column[];
  readonly name: string;
}

/** Some minutes of every week: from `beginMinute` until before `endMinute` of the local day, 0 to 1440. */
export interface WeeklyRange {
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  readonly beginMinute: number;
  readonly endMinute: number;
}

/** What time is summed by in the read model, besides its interval. */
export type Detail = 'activity' | 'document';

/** What to read to answer a query, and how its rows are laid out. Days are inclusive. */
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
  /** Buckets that start in one of these ranges; undefined: all of them. */
  readonly schedule: readonly WeeklyRange[] | undefined;
}

/**
 * By kind: what is listed, what is listed inside a thing, and which columns the names of a thing and a thingy stand in.
 * Overview, category and activity drill down as recorded. Productivity and efficiency (our choice: nothing is recorded)
 * keep their form and count only the time of the overview, category or activity of that name, all of them when several
 * bear it. So does a category: one name in two overviews is one row, and one restriction.
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
 * The plan that answers the query: the smallest table that knows enough, the listing, and the restrictions by column.
 *
 * `schedule` is the user's schedule that `query.scheduleId` names; a query error when the query names one and none is
 * given. Source: Analytic Data API, `restrict_thing`, `restrict_thingy`; drill-downs from recordings.
 */
export function planQuery(query: AnalyticQuery, schedule?: readonly WeeklyRange[]): AnalyticPlan | QueryError {
  if (query.scheduleId !== undefined && schedule === undefined) return { code: 'query_error', fields: ['scheduleId'] };
  const rules = KIND_RULES[query.kind];
  const listing = query.thing === undefined ? rules.listing : rules.inside;
  const thing = query.thing === undefined ? undefined : { columns: rules.thing, name: query.thing };
  const thingy = query.thingy === undefined ? undefined : { columns: rules.thingy, name: query.thingy };
  const resolution = query.perspective === 'interval' ? query.resolution : undefined;

  const columns: readonly ReportColumn[] = [...LISTINGS[listing].columns, ...(thingy?.columns ?? [])];
  const withinDays = resolution === 'hour' || resolution === 'minute' || schedule !== undefined;
  const table = withinDays || columns.includes('document') ? 'buckets' : 'daily';
  const detail = LISTINGS[listing].columns.some((column) => column === 'document') ? 'document' : 'activity';
  const { perspective, begin, end, source } = query;
  return { table, detail, perspective, resolution, listing, begin, end, thing, thingy, source, schedule };
}
