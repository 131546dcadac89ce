import { setImmediate } from 'node:timers/promises';
import {
  activitiesOf,
  addDays,
  type AnalyticPlan,
  type BucketTime,
  daysOf,
  type Piece,
  pieceOf,
  ReportRows,
  type ReportRow,
  sumOfDay,
  type SummedTime,
  type TimeClasses,
} from '@app/domain';
import type { Database } from '../database/database.js';
import { NativeColumns } from '../formats/native-columns.js';
import type { FairTurns } from '../turns/fair-turns.js';
import { daysAsked, withDaysAround } from './days-around.js';
import type { HeldDays } from './held-days.js';
import { PieceLength } from './piece-length.js';
import { requireRoom } from './row-memory.js';
import type { RememberedTime } from './remembered-time.js';
import { type BoundQuery, isTooLarge, storedDays, type TimeAsked, timeSql } from './time-sql.js';

/** Where time is read from. */
export interface TimeSource {
  readonly database: Database;
  /**
   * Time from earlier reads that is still valid. Undefined when other processes write to the tables
   * too.
   */
  readonly remembered: RememberedTime | undefined;
  /** Days in memory. Undefined when another process may project. */
  readonly held: HeldDays | undefined;
  /** The line of users who want something from the engine. */
  readonly turns: FairTurns;
  /** How many bytes the rows of an interval, or of a rank, may take. Else a share of the heap. */
  readonly mostBytes?: number;
}

/** The owner of a report, and the classes of their time. */
export interface ReportOwner {
  readonly userId: string;
  readonly classes: TimeClasses;
  /** The user who waits for the report, for the line. The owner, if it is undefined. */
  readonly askedBy?: string;
  /** Ends the reading with an error before the next query: the caller waits no more. */
  readonly signal?: AbortSignal;
  /**
   * Called before so many rows are held that few reports may hold as many: more than 50,000 of one
   * interval. Nothing is held while it waits. A rank is one interval.
   */
  readonly beforeLarge?: () => Promise<void>;
}

const MANY_ROWS = 50_000;

/**
 * The summed rows of one user's time that answer a plan, in pieces. All rows of an interval are in
 * one piece, and intervals come in their order. So to shape the pieces one by one gives what
 * shaping all rows gives. A rank is one piece. Rejects when the store does, and with
 * `report_too_large` when the rows of one piece would not fit into memory.
 *
 * Rows that a newer version replaced or deleted do not count. On the day that summer time ends, two
 * UTC buckets have one local label: they are summed.
 *
 * One query reads a report of ordinary size, and a second one the activities that the user's rules
 * split by document or page. A report about an activity that rules name needs one more, for the
 * activities that it is recorded as. A query that is too large is refused by the engine at once.
 * The report is then read in pieces of its days, as long as the pieces before suggest. Between
 * pieces the user waits for a turn. Time that is written meanwhile shows in later pieces only.
 *
 * A single day that is held in memory needs no query (`HeldDays`). Where answers are remembered, a
 * few days are read together with those around them (`withDaysAround`).
 */
export async function* readPieces(
  source: TimeSource,
  owner: ReportOwner,
  plan: AnalyticPlan,
): AsyncGenerator<ReportRow[]> {
  const whole = { ...plan, ...storedDays(plan) };
  const length = new PieceLength(daysOf(whole));
  let rows: ReportRows | undefined;
  let beganAt = whole.begin;
  let mayBeLarge = !owner.beforeLarge;
  for (let from = whole.begin; from <= whole.end;) {
    owner.signal?.throwIfAborted();
    const piece = pieceOf(whole, from, length.next);
    const reading = new PieceReading(source, owner, { plan: whole, piece });
    const isComplete = piece.beginsInterval && piece.endsInterval;
    if (piece.beginsInterval) beganAt = piece.begin;
    rows ??= new ReportRows(plan, owner.classes, !isComplete);
    if (!(await reading.addTo(rows))) {
      length.wasTooLarge(daysOf(piece));
      // No time of this piece was added. A shorter one may be a part of an interval.
      if (piece.beginsInterval) rows = undefined;
      continue;
    }
    length.hasRead(daysOf(piece), reading.cost);
    requireRoom(rows.bytes, source.mostBytes);
    from = addDays(piece.end, 1);
    if (piece.endsInterval) {
      const all = rows.all();
      // The caller holds the rows now, and may let go of them before it asks for more.
      [rows, mayBeLarge] = [undefined, !owner.beforeLarge];
      yield all;
    } else if (!mayBeLarge && rows.count > MANY_ROWS) {
      [rows, from] = [undefined, beganAt];
      await owner.beforeLarge?.();
      mayBeLarge = true;
    }
  }
}

/** All rows of `readPieces`. */
export async function readReport(source: TimeSource, owner: ReportOwner, plan: AnalyticPlan): Promise<ReportRow[]> {
  const pieces: ReportRow[][] = [];
  for await (const piece of readPieces(source, owner, plan)) pieces.push(piece);
  return pieces.length === 1 && pieces[0] ? pieces[0] : pieces.flat();
}

/** Reads one piece of a plan. */
class PieceReading {
  private readonly asked: TimeAsked;
  /** Undefined for a part of a report: such parts are seldom asked for again. */
  private readonly remembered: RememberedTime | undefined;
  private readonly askedBy: string;
  private readonly signal: AbortSignal | undefined;
  /** The time of a day that is held, the same for all reads of the piece. */
  private readonly held: readonly BucketTime[] | undefined;
  private ms = 0;
  private rows = 0;

  constructor(
    private readonly source: TimeSource,
    { userId, askedBy = userId, signal }: ReportOwner,
    { plan, piece }: { plan: AnalyticPlan; piece: Piece },
  ) {
    const { begin, end } = piece;
    this.askedBy = askedBy;
    this.signal = signal;
    this.remembered = begin === plan.begin && end === plan.end ? source.remembered : undefined;
    // A day is the smallest piece, whatever it costs.
    this.asked = { userId, plan: { ...plan, begin, end }, isLimited: begin !== end };
    this.held = begin === end ? source.held?.timesOf(userId, begin) : undefined;
  }

  get cost(): { ms: number; rows: number } {
    return { ms: this.ms, rows: this.rows };
  }

  /** Adds the time of the piece. Returns false, and adds nothing, when the piece is too large. */
  async addTo(rows: ReportRows): Promise<boolean> {
    const asked = rows.asksForGivenName ? await this.withGiving(rows) : this.asked;
    const time = asked && (await this.read(asked));
    if (!time) return false;
    const activities = rows.splitIn(time);
    const byPage = activities.length > 0 ? await this.read({ ...asked, activities }) : undefined;
    if (activities.length > 0 && !byPage) return false;
    for (const part of byPage ? [time, byPage] : [time]) {
      // Other requests go on between the steps.
      const steps = rows.addInSteps(part);
      while (!steps.next().done) await setImmediate();
    }
    return true;
  }

  /** What to read when rules give the asked name. Undefined when the piece is too large. */
  private async withGiving(rows: ReportRows): Promise<TimeAsked | undefined> {
    const all = await this.read({ ...this.asked, plan: activitiesOf(this.asked.plan) });
    return all && { ...this.asked, giving: rows.givingIn(all) };
  }

  private async read(asked: TimeAsked): Promise<SummedTime | undefined> {
    if (this.held) return sumOfDay(asked.plan.begin, this.held, asked);
    const around = this.remembered && withDaysAround(asked);
    const together = around && (await this.query(around));
    return together ? daysAsked(together, asked) : this.query(asked);
  }

  /** Asks the tables, or what is remembered of them. Undefined when it is too large. */
  private async query(asked: TimeAsked): Promise<SummedTime | undefined> {
    const { database, turns } = this.source;
    const { remembered } = this;
    const bound = timeSql(asked);
    const read = () =>
      turns.run(this.askedBy, async () => {
        // A read that others wait for too goes on.
        if (!remembered) this.signal?.throwIfAborted();
        const begunAt = performance.now();
        const time = await readColumns(database, bound);
        this.ms += performance.now() - begunAt;
        return time;
      });
    try {
      const time = remembered
        ? await remembered.timeOf({ userId: asked.userId, query: JSON.stringify(bound) }, read)
        : await read();
      this.rows += time.durationsMs.length;
      return time;
    } catch (error) {
      if (isTooLarge(error)) return undefined;
      throw error;
    }
  }
}

async function readColumns(database: Database, { query, query_params }: BoundQuery): Promise<SummedTime> {
  const columns = NativeColumns.fromBytes(await database.nativeBytes(query, query_params));
  return {
    durationsMs: columns.numbers('duration') ?? [],
    activities: columns.dictionary('activity_name') ?? { names: [], numbers: [] },
    documents: columns.texts('document'),
    pages: columns.texts('page'),
    intervalStarts: columns.numbers('interval_start'),
  };
}
