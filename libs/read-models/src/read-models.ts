import type { AnalyticPlan, BucketTime, ErasedDay, LocalDate, ReportRow } from '@app/domain';
import * as activity from './activity/write-rows.js';
import type { HeldDay, HeldDays } from './analytics/held-days.js';
import { readDay } from './analytics/read-day.js';
import { type ReportOwner, readPieces, readReport, type TimeSource } from './analytics/read-report.js';
import type { RememberedTime, WrittenUsers } from './analytics/remembered-time.js';
import type { Database } from './database/database.js';
import { type DeviceTime, readDevices } from './devices/read-devices.js';
import * as erasure from './privacy/erase-rows.js';
import { hasTimeBefore } from './privacy/has-time-before.js';
import { StoredTime } from './privacy/stored-time.js';
import { readWeekdays, type WeekdayTime } from './privacy/read-weekdays.js';
import * as checkpoints from './projection/checkpoints.js';
import * as members from './projection/members.js';
import * as parked from './projection/parked-events.js';
import * as rebuilds from './projection/rebuilds.js';
import * as sideTables from './projection/side-tables.js';
import { lineFor } from './turns/line-for.js';

/**
 * The read models: all that the program reads from its tables and writes into them. The tables are
 * those of the in-process engine, of one server or of a cluster. Callers see no difference.
 *
 * Answers about users' time are remembered when this process alone writes to the tables. Each
 * method that changes such rows names the users, and what was remembered of these users is
 * forgotten (`invalidate`). Days that the projection of this process has in memory are not asked
 * for at all (`hold`).
 *
 * What users ask stands in a fair line (`FairTurns`). Writes, health and the state of the
 * projections do not.
 *
 * Every method rejects with ReadModelsError when ClickHouse refuses. When ClickHouse does not
 * answer, the error is one of `isReadModelsUnavailable`.
 */
export class ReadModels {
  /**
   * `database` is for tests and benchmarks, which read and change what the program never does. Call
   * `invalidate` after a change of rows that goes past the methods of this class.
   */
  constructor(
    readonly database: Database,
    private readonly remembered: RememberedTime | undefined,
    private readonly turns = lineFor('folder'),
    private readonly held: HeldDays | undefined = undefined,
  ) {}

  /**
   * The same read models with a database in front of theirs. With it, tests let steps fail or wait.
   */
  through(wrap: (database: Database) => Database): ReadModels {
    return new ReadModels(wrap(this.database), this.remembered, this.turns, this.held);
  }

  /** Resolves when the engine answers a query; rejects otherwise. */
  async ping(): Promise<void> {
    await this.database.rows('SELECT 1');
  }

  close(): Promise<void> {
    return this.database.close();
  }

  /** Forgets what is remembered of these users' time. The next report reads the tables. */
  invalidate(users: WrittenUsers): void {
    this.remembered?.forget(users);
    this.held?.forget(users);
  }

  /**
   * Takes a day as the projection of this process has folded it: reports of that day show it at
   * once. See `HeldDays`. Does nothing when another process may project.
   */
  hold(day: HeldDay): void {
    this.held?.hold(day);
  }

  /** Whether reports of the days that change are read from memory. */
  get holdsDays(): boolean {
    return this.held !== undefined;
  }

  /** The summed rows that answer a plan with one user's time. See `readPieces`. */
  readReport(owner: ReportOwner, plan: AnalyticPlan): Promise<ReportRow[]> {
    return readReport(this.timeSource, owner, plan);
  }

  /** The same rows, piece by piece in the order of the report. See `readPieces`. */
  readPieces(owner: ReportOwner, plan: AnalyticPlan): AsyncGenerator<ReportRow[]> {
    return readPieces(this.timeSource, owner, plan);
  }

  /** One user's time on one local day, bucket by bucket. See `readDay`. */
  readDay(asked: { userId: string; date: LocalDate }): Promise<BucketTime[]> {
    const held = this.held?.timesOf(asked.userId, asked.date);
    return held ? Promise.resolve([...held]) : this.turns.run(asked.userId, () => readDay(this.database, asked));
  }

  /** What the tables hold of one user, in sums. */
  get stored(): StoredTime {
    return new StoredTime(this.database, (userId, work) => this.turns.run(userId, work));
  }

  /** The devices that one user's time was recorded on. See `readDevices`. */
  readDevices(asked: { userId: string; since: LocalDate }): Promise<DeviceTime[]> {
    return this.turns.run(asked.userId, () => readDevices(this.database, asked));
  }

  /** The time of all users in a period, both days included. Each query of it stands in the line. */
  readWeekdays(period: { begin: LocalDate; end: LocalDate }): AsyncGenerator<{ userId: string; times: WeekdayTime[] }> {
    const rows: Database['rows'] = (...query) => this.turns.run('all users', () => this.database.rows(...query));
    return readWeekdays({ rows }, period);
  }

  // Rows of users

  /** Writes encoded rows to a table, in one insert. To write them again changes nothing. */
  writeEncoded<Row extends { readonly userId: string }>(
    table: activity.RowTable<Row>,
    rows: activity.EncodedRows<Row>,
  ): Promise<void> {
    const write = () => activity.writeEncoded(this.database, table, rows);
    return this.remembered ? this.remembered.whileWriting(rows.users, write) : write();
  }

  /**
   * Writes rows to a table, in one insert. To write them again changes nothing. Rejects with
   * RangeError, and writes nothing, when a column cannot hold a value.
   */
  async writeRows<Row extends { readonly userId: string }>(
    table: activity.RowTable<Row>,
    rows: readonly Row[],
  ): Promise<void> {
    await this.writeEncoded(table, activity.encodeRows(table, rows));
  }

  /** Empties tables: the first step of projecting a log from its beginning. */
  emptyTables(tables: readonly activity.TableShape[]): Promise<void> {
    return this.changing('all', () => activity.emptyTables(this.database, tables));
  }

  /** Whether one of the tables has any row. */
  hasRows(tables: readonly activity.TableShape[]): Promise<boolean> {
    return activity.hasRows(this.database, tables);
  }

  /**
   * Deletes rows of a user's days that are older than the day's new beginning. See `eraseDayRows`.
   */
  eraseDayRows(
    tables: readonly activity.TableShape[],
    erased: { userId: string; days: readonly ErasedDay[] },
  ): Promise<void> {
    const users = new Set([erased.userId]);
    return this.changing(users, () => erasure.eraseDayRows(this.database, tables, erased));
  }

  /** Deletes every row of a user in these tables, and the parked events of the user. */
  eraseUserRows(tables: readonly activity.TableShape[], userId: string): Promise<void> {
    return this.changing(new Set([userId]), () => erasure.eraseUserRows(this.database, tables, userId));
  }

  /** The tables that exist, and their side tables that exist, in the order of their names. */
  tablesOnHand<Table extends activity.TableShape>(tables: readonly Table[]): Promise<Table[]> {
    return erasure.tablesOnHand(this.database, tables);
  }

  /** The engine's time, in epoch seconds. */
  engineTime(): Promise<number> {
    return erasure.engineTime(this.database);
  }

  /**
   * Whether all rows that were deleted up to a moment are gone from the files. The moment is the
   * engine's time, in epoch seconds.
   */
  arePartsGone(tables: readonly activity.TableShape[], upTo: number): Promise<boolean> {
    return erasure.arePartsGone(this.database, tables, upTo);
  }

  /** Whether the tables have time of a user on a local day before this one (exclusive). */
  hasTimeBefore(userId: string, before: LocalDate): Promise<boolean> {
    return hasTimeBefore(this.database, userId, before);
  }

  // How far projections are

  /**
   * How far the projection has come as a whole: as far as its slowest shard. Undefined while one of
   * its shards has no checkpoint.
   */
  readCheckpoint(key: checkpoints.CheckpointKey): Promise<checkpoints.Checkpoint | undefined> {
    return checkpoints.readCheckpoint(this.database, key);
  }

  /** How far each shard has come. A shard without a checkpoint is left out. */
  readCheckpoints(key: checkpoints.CheckpointKey): Promise<Map<number, checkpoints.Checkpoint>> {
    return checkpoints.readCheckpoints(this.database, key);
  }

  /** Records the position of the whole log. Write it after the rows. `now`: epoch ms. */
  writeCheckpoint(
    key: checkpoints.CheckpointKey,
    checkpoint: checkpoints.Checkpoint & { readonly now: number },
  ): Promise<void> {
    return checkpoints.writeCheckpoint(this.database, key, checkpoint);
  }

  /**
   * Records one position for many projections and shards, in one insert. No checkpoint goes back.
   */
  writeCheckpoints(
    keys: checkpoints.CheckpointKeys,
    checkpoint: checkpoints.Checkpoint & { readonly shards?: readonly number[]; readonly now: number },
  ): Promise<void> {
    return checkpoints.writeCheckpoints(this.database, keys, checkpoint);
  }

  /** Forgets every checkpoint of all projections and logs. No projector may run meanwhile. */
  forgetAllCheckpoints(): Promise<void> {
    return checkpoints.forgetAllCheckpoints(this.database);
  }

  /** Forgets every checkpoint of the projection, of all logs. */
  forgetCheckpoints(projection: string): Promise<void> {
    return checkpoints.forgetCheckpoints(this.database, projection);
  }

  /**
   * Whether a checkpoint of another log exists. Then the tables hold rows that do not belong to
   * this log.
   */
  hasForeignCheckpoint(key: checkpoints.CheckpointKey): Promise<boolean> {
    return checkpoints.hasForeignCheckpoint(this.database, key);
  }

  /**
   * Records events that a projection could not read. To park one again changes only its time (epoch
   * ms).
   */
  parkEvents(
    key: checkpoints.CheckpointKey,
    parking: { events: readonly parked.ParkedEvent[]; now: number },
  ): Promise<void> {
    return parked.parkEvents(this.database, key, parking);
  }

  /** How many events the projections have parked. An event that several have parked counts once. */
  countParkedEvents(keys: checkpoints.CheckpointKeys): Promise<number> {
    return parked.countParkedEvents(this.database, keys);
  }

  /** The parked events with their reasons, the newest first, `most` at most. */
  readParkedEvents(keys: checkpoints.CheckpointKeys & { most: number }): Promise<parked.ParkedEventInTable[]> {
    return parked.readParkedEvents(this.database, keys);
  }

  // The projectors that share the work

  /** Records that a projector lives, at the server's present time. */
  writeHeartbeat(memberId: string): Promise<void> {
    return members.writeHeartbeat(this.database, memberId);
  }

  /** Records that a projector has stopped. It does not come back under this id. */
  writeLeave(memberId: string): Promise<void> {
    return members.writeLeave(this.database, memberId);
  }

  /**
   * The projectors with a heartbeat in the last `leaseMs` by the server's clock, in the order of
   * their ids.
   */
  readLiveMembers(leaseMs: number): Promise<string[]> {
    return members.readLiveMembers(this.database, leaseMs);
  }

  // Rebuilds and repairs

  /** The newest rebuild of this log's tables; undefined when there never was one. */
  readRebuild(storeId: string): Promise<rebuilds.RebuildRecord | undefined> {
    return rebuilds.readRebuild(this.database, storeId);
  }

  /** Records how far a rebuild is, in place of the record before. */
  writeRebuild(storeId: string, rebuild: rebuilds.RebuildRecord): Promise<void> {
    return rebuilds.writeRebuild(this.database, storeId, rebuild);
  }

  /** Makes side tables, empty unless they exist. Safe to repeat. */
  makeSideTables(tables: readonly activity.TableShape[], purpose: sideTables.SidePurpose): Promise<void> {
    return sideTables.makeSideTables(this.database, tables, purpose);
  }

  /** Removes side tables, or the tables whose place they took, for good. Safe to repeat. */
  dropSideTables(tables: readonly string[], purpose: sideTables.SidePurpose): Promise<void> {
    return sideTables.dropSideTables(this.database, tables, purpose);
  }

  /** Marks the side tables as those of a rebuild. */
  markSideTables(tables: readonly string[], rebuildId: string): Promise<void> {
    return sideTables.markSideTables(this.database, tables, rebuildId);
  }

  /** Lets each side table take the place of its table, in one step. Safe to repeat. */
  swapSideTables(tables: readonly string[], rebuildId: string): Promise<void> {
    return this.changing('all', () => sideTables.swapSideTables(this.database, tables, rebuildId));
  }

  /**
   * Makes one user's rows of a table equal to those of its side table. Rows newer than `upTo` stay.
   */
  mergeSideTable(table: activity.TableShape, merged: { userId: string; upTo: bigint }): Promise<void> {
    return this.changing(new Set([merged.userId]), () => sideTables.mergeSideTable(this.database, table, merged));
  }

  private get timeSource(): TimeSource {
    const { database, remembered, held, turns } = this;
    return { database, remembered, held, turns };
  }

  /** Runs a change that takes rows away or puts others in their place: held days go too. */
  private async changing<T>(users: WrittenUsers, change: () => Promise<T>): Promise<T> {
    this.held?.forget(users);
    try {
      return await (this.remembered ? this.remembered.whileWriting(users, change) : change());
    } finally {
      this.held?.forget(users);
    }
  }
}
