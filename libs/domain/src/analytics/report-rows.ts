import { inOneGo } from '../in-one-go.js';
import { shownName } from '../names/shown-name.js';
import type { ActivityClass, TimeClasses } from '../taxonomy/index.js';
import { localStarts } from './local-starts.js';
import {
  type AnalyticPlan,
  LISTINGS,
  type NameRestriction,
  type ReportColumn,
  type StoredColumn,
} from './plan-query.js';
import type { ReportRow } from './shape-report.js';

/**
 * One user's time as a read model sums it, in columns. The values at the same place of all columns
 * belong together: time with one activity, or with one document or page of it, in one interval or
 * in the whole range.
 */
export interface SummedTime {
  readonly durationsMs: ArrayLike<number>;
  readonly activities: DictionaryColumn;
  /** Undefined when the read model did not read by document. */
  readonly documents: readonly string[] | undefined;
  /** Paths. Undefined when the read model did not read by page. */
  readonly pages: readonly string[] | undefined;
  /**
   * Local starts of the intervals in epoch seconds, as if local time were UTC. Undefined in a rank.
   */
  readonly intervalStarts: ArrayLike<number> | undefined;
}

/**
 * A column of names that repeat. `names` holds each name once, or seldom more often. For each place
 * there is the number of its name.
 */
export interface DictionaryColumn {
  readonly names: readonly string[];
  readonly numbers: ArrayLike<number>;
}

/** Whether the read model can filter by this name. If not, only the taxonomy can. */
export const isStored = (restriction: NameRestriction): restriction is NameRestriction<StoredColumn> =>
  restriction.columns.every((column) => column === 'activity' || column === 'document');

/** What a row takes of memory, as a rank of 576,000 documents showed. */
const BYTES_OF_A_ROW = 400;
const BYTES_OF_A_LETTER = 2;
/** Rules look at so many titles in some 10 ms. */
const PLACES_OF_A_STEP = 2_000;

/**
 * Makes the rows of a report: it classes time by the user's taxonomy as it is now. So a change of
 * the taxonomy holds for all history at once, and no report mixes two taxonomies.
 *
 * Time is left out when it does not have the name of the plan's thing or thingy. The read model has
 * filtered by stored names already (see `isStored`), but a naming rule may give time another name.
 * A year by day has some 18,000 places, so what is the same for all time of an activity is worked
 * out once.
 *
 * Time comes in one read, or in parts that are all of one interval (of a rank, all of it). Parts
 * are added in whole milliseconds, so the rows are those of one read.
 */
export class ReportRows {
  private readonly columns: readonly ReportColumn[];
  /** What the plan asks for, and the part of it that only the taxonomy knows. */
  private readonly restrictions: readonly NameRestriction[];
  private readonly ofTaxonomy: readonly NameRestriction[];
  /**
   * Whether time was read by exactly what the listing shows. Then each place is a row of its own.
   */
  private readonly listsDetail: boolean;
  /** Where a row shows the document, or -1. */
  private readonly documentColumn: number;
  private readonly isByInterval: boolean;
  private readonly isWeighted: boolean;
  private readonly activities = new Map<string, WholeActivity>();
  private readonly single: OpenRow[] = [];
  private readonly sums = new Map<string, OpenRow>();
  private letters = 0;

  constructor(
    { listing, detail, resolution, thing, thingy }: AnalyticPlan,
    private readonly classes: TimeClasses,
    private readonly inParts = false,
  ) {
    this.columns = LISTINGS[listing].columns;
    this.restrictions = [thing, thingy].filter((one) => one !== undefined);
    this.ofTaxonomy = this.restrictions.filter((one) => !isStored(one));
    this.listsDetail = this.columns.includes(detail);
    this.documentColumn = this.columns.indexOf('document');
    this.isByInterval = resolution !== undefined;
    this.isWeighted = listing === 'efficiency';
  }

  /**
   * The activities whose documents or addresses the user's rules tell apart. `add` leaves their
   * time out, unless it has pages: the caller reads their time by page, and adds that too.
   */
  splitIn({ activities }: SummedTime): string[] {
    return [...new Set(activities.names)].filter((name) => this.classes.hasRules(name));
  }

  /**
   * Whether naming rules give the name of an activity that the plan asks for. The read model knows
   * recorded names only. So it must also read the activities that `givingIn` names.
   */
  get asksForGivenName(): boolean {
    return this.restrictions.some((one) => asksStoredActivity(one) && this.classes.givesName(one.names));
  }

  /** The activities whose time a naming rule may give the name that the plan asks for. */
  givingIn({ activities }: SummedTime): string[] {
    const asked = this.restrictions.filter(asksStoredActivity);
    return [...new Set(activities.names)].filter((name) =>
      asked.some(({ names }) => this.classes.givesName(names, name)),
    );
  }

  /** Adds time, without the time of activities that `splitIn` names if it has no pages. */
  add(time: SummedTime): void {
    inOneGo(this.addInSteps(time));
  }

  /** The same, in steps of some ms. Where rules look at each title, they take longer. */
  *addInSteps(time: SummedTime): Generator<void, void, void> {
    if (time.pages) yield* this.addByPage(time, time.pages);
    else yield* this.addWhole(time);
  }

  /** How many rows there are so far. */
  get count(): number {
    return this.single.length + this.sums.size;
  }

  /** About how much memory the rows take so far. Titles may be long, so their letters count. */
  get bytes(): number {
    return this.count * BYTES_OF_A_ROW + this.letters * BYTES_OF_A_LETTER;
  }

  /**
   * The rows of all time that was added, in its order. Places that add up to one row stand last, in
   * the order of the first place of each.
   */
  all(): ReportRow[] {
    return [...this.single, ...this.sums.values()];
  }

  private *addWhole({ durationsMs, activities, documents, intervalStarts }: SummedTime): Generator<void, void, void> {
    const wholes = activities.names.map((name) => this.activities.get(name) ?? this.meet(name));
    const startOf = localStarts(intervalStarts);
    for (let n = 0; n < durationsMs.length; n++) {
      if (n > 0 && n % PLACES_OF_A_STEP === 0) yield;
      const durationMs = durationsMs[n] ?? 0;
      const intervalStart = startOf(n);
      const whole = wholes[activities.numbers[n] ?? 0];
      if (!whole) throw new RangeError('An activity has no name.');
      if (whole.isSplit || !whole.isNamed) continue;
      const isRow = this.listsDetail && !whole.isGiven;
      const document = documents?.[n];
      if (isRow && this.inParts && this.addToListed(whole, document, durationMs)) continue;
      const values = document === undefined ? whole.values : this.valuesOfDocument(whole, document);
      if (isRow) {
        const row = { intervalStart, values, durationMs, weightedMs: undefined };
        this.single.push(row);
        this.letters += document?.length ?? 0;
        if (this.inParts) (whole.listed ??= new Map()).set(document ?? '', row);
      } else this.sumUp({ intervalStart, durationMs }, values, whole.ofAll.productivity);
    }
  }

  /** Adds time to the row of an earlier part. Returns whether there is one. */
  private addToListed({ listed }: WholeActivity, document = '', durationMs: number): boolean {
    const row = listed?.get(document);
    if (row) row.durationMs += durationMs;
    return row !== undefined;
  }

  private *addByPage(
    { durationsMs, activities, documents, intervalStarts }: SummedTime,
    pages: readonly string[],
  ): Generator<void, void, void> {
    const startOf = localStarts(intervalStarts);
    for (let n = 0; n < durationsMs.length; n++) {
      if (n > 0 && n % PLACES_OF_A_STEP === 0) yield;
      const activity = activities.names[activities.numbers[n] ?? 0] ?? '';
      const time = { activity, document: documents?.[n] ?? '', page: pages[n] ?? '' };
      const ofTime = this.classes.ofTime(time);
      const listed = { activity: ofTime.activity, document: time.document };
      if (!isNamed(this.restrictions, listed, ofTime)) continue;
      const part = { intervalStart: startOf(n), durationMs: durationsMs[n] ?? 0 };
      this.sumUp(part, this.valuesOf(listed, ofTime), ofTime.productivity);
    }
  }

  private sumUp({ intervalStart, durationMs }: Part, values: Values, productivity: number): void {
    let key = intervalStart ?? '';
    for (const value of values) key += `\0${value}`;
    const weightedMs = this.isWeighted ? durationMs * productivity : undefined;
    const sum = this.sums.get(key);
    if (!sum) {
      this.sums.set(key, { intervalStart, values, durationMs, weightedMs });
      this.letters += key.length;
    } else {
      sum.durationMs += durationMs;
      if (weightedMs !== undefined) sum.weightedMs = (sum.weightedMs ?? 0) + weightedMs;
    }
  }

  private meet(activity: string): WholeActivity {
    const ofAll = this.classes.ofActivity(activity);
    const whole: WholeActivity = {
      ofAll,
      isSplit: this.classes.hasRules(activity),
      isGiven: this.classes.givesName([activity]),
      isNamed: isNamed(this.ofTaxonomy, { activity, document: '' }, ofAll),
      values: this.valuesOf({ activity, document: '' }, ofAll),
      documents: undefined,
      listed: undefined,
    };
    this.activities.set(activity, whole);
    return whole;
  }

  /** Nothing is remembered in a rank: there each document occurs once. */
  private valuesOfDocument(whole: WholeActivity, document: string): Values {
    if (this.documentColumn < 0) return whole.values;
    if (!this.isByInterval) return this.withDocument(whole, document);
    const documents = (whole.documents ??= new Map<string, Values>());
    let values = documents.get(document);
    if (!values) {
      values = this.withDocument(whole, document);
      documents.set(document, values);
    }
    return values;
  }

  /** A report may list 100,000 documents, so this makes the list of values and nothing else. */
  private withDocument({ values }: WholeActivity, document: string): Values {
    const ofDocument = values.slice();
    ofDocument[this.documentColumn] = document;
    return ofDocument;
  }

  private readonly valuesOf = (listed: Listed, ofListed: ActivityClass): Values =>
    this.columns.map((column) =>
      column === 'activity' ? shownName(listed.activity) : cellOf(column, listed, ofListed),
    );
}

/**
 * The values of a listing's columns. Rows share them, so a renderer may write them once for all.
 */
type Values = ReportRow['values'];
/** A row to which more time may be added. */
type OpenRow = { -readonly [K in keyof ReportRow]: ReportRow[K] };
type Part = Pick<ReportRow, 'intervalStart' | 'durationMs'>;

/** What a report can list, besides the class. */
interface Listed {
  readonly activity: string;
  readonly document: string;
}

/** What is the same for all time of an activity. */
interface WholeActivity {
  readonly ofAll: ActivityClass;
  /** Whether nothing is the same, because rules tell its documents or addresses apart. */
  readonly isSplit: boolean;
  /** Whether naming rules give its name to other time: then rows of both add up. */
  readonly isGiven: boolean;
  /** Whether the activity has the names that the plan asks for. */
  readonly isNamed: boolean;
  readonly values: Values;
  /** The values of each of its documents, in a report by interval. */
  documents: Map<string, Values> | undefined;
  /** Its rows by document, to which later parts are added. None when time comes in one read. */
  listed: Map<string, OpenRow> | undefined;
}

const isNamed = (restrictions: readonly NameRestriction[], listed: Listed, ofListed: ActivityClass): boolean =>
  restrictions.every(({ columns, names }) =>
    columns.some((column) => names.includes(String(cellOf(column, listed, ofListed)))),
  );

const asksStoredActivity = (restriction: NameRestriction): boolean =>
  isStored(restriction) && restriction.columns.includes('activity');

function cellOf(column: ReportColumn, { activity, document }: Listed, ofListed: ActivityClass): string | number {
  switch (column) {
    case 'activity':
      return activity;
    case 'document':
      return document;
    default:
      return ofListed[column];
  }
}
