import {
  type AnalyticQuery,
  type AnalyticPlan,
  firstDayShown,
  type LocalDate,
  type Plan,
  planQuery,
  type QueryError,
  rangesOfSchedule,
  type Report,
  type ReportRow,
  shapeInSteps,
  shapeReport,
  type TimeClasses,
  type WeeklyRange,
} from '@app/domain';
import type { ReadModels } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { UserSchedules } from '../schedules/user-schedules.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import type { ReportInPieces, Waiting } from './sending/sent-reports.js';
import { READ_MODELS } from '../stores/tokens.js';

/** The parts of an account that decide what its reports show. */
export interface ReportedAccount {
  readonly userId: string;
  readonly email: string;
  readonly plan: Plan;
}

/** Makes reports about one user's time, with that user's own schedules and taxonomy. */
@Injectable()
export class Reports {
  constructor(
    private readonly taxonomies: Taxonomies,
    private readonly schedules: UserSchedules,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  /**
   * The report that answers the query. It is a query error when the query names a schedule that the
   * user does not have. For an account on the lite plan it shows the last months only. `today` is
   * the account's.
   */
  async answer(account: ReportedAccount, asked: AnalyticQuery, today: LocalDate): Promise<Report | QueryError> {
    const plan = await this.planOf(account, asked, today);
    return 'code' in plan ? plan : shapeReport(plan, await this.rowsOf(account.userId, plan), account.email);
  }

  /** The same report, read piece by piece while it is sent. */
  async inPieces(
    account: ReportedAccount,
    asked: AnalyticQuery,
    today: LocalDate,
  ): Promise<ReportInPieces | QueryError> {
    const plan = await this.planOf(account, asked, today);
    if ('code' in plan) return plan;
    const read = (waiting: Waiting) => this.piecesOf(account.userId, plan, waiting);
    return { head: shapeReport(plan, [], account.email), read, shape: (rows) => shapeInSteps(plan, rows) };
  }

  /** The plan of that report: the days that the account may see, within its own schedules. */
  async planOf(
    { userId, plan }: Pick<ReportedAccount, 'userId' | 'plan'>,
    asked: AnalyticQuery,
    today: LocalDate,
  ): Promise<AnalyticPlan | QueryError> {
    const firstDay = firstDayShown(plan, today);
    const query = firstDay !== undefined && asked.begin < firstDay ? { ...asked, begin: firstDay } : asked;
    return planQuery(query, await this.rangesOf(userId, query));
  }

  /**
   * The rows of one user's time for a plan, classed by the user's own taxonomy. `waiting`: the user
   * who waits for them, and until when.
   */
  async rowsOf(userId: string, plan: AnalyticPlan, waiting: Partial<Waiting> = {}): Promise<ReportRow[]> {
    const classes = await this.taxonomies.classesOf(userId);
    return this.readModels.readReport({ userId, classes, ...waiting }, plan);
  }

  /**
   * The same rows, piece by piece. See `readPieces` of the read models. They may be classed by
   * something else than the user's present taxonomy.
   */
  async *piecesOf(
    userId: string,
    plan: AnalyticPlan,
    { classes, ...waiting }: Waiting & { readonly classes?: TimeClasses },
  ): AsyncGenerator<ReportRow[], void> {
    const classedBy = classes ?? (await this.taxonomies.classesOf(userId));
    yield* this.readModels.readPieces({ userId, classes: classedBy, ...waiting }, plan);
  }

  /**
   * The hours of the schedule that the query names. Undefined when it names none, or one that the
   * user does not have.
   */
  private async rangesOf(userId: string, { scheduleId }: AnalyticQuery): Promise<WeeklyRange[] | undefined> {
    return scheduleId === undefined ? undefined : rangesOfSchedule(await this.schedules.stateOf(userId), scheduleId);
  }
}
