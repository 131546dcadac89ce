import {
  type AnalyticQuery,
  type AnalyticPlan,
  firstDayShown,
  type LocalDate,
  type Plan,
  planQuery,
  type QueryError,
  rangesOfSchedule,
  type ReportEnvelope,
  shapeReport,
  type WeeklyRange,
} from '@app/domain';
import { type ReadModels, readReport } from '@app/read-models';
import { Inject, Injectable } from '@nestjs/common';
import { UserSchedules } from '../schedules/user-schedules.js';
import { Taxonomies } from '../taxonomy/taxonomies.js';
import { READ_MODELS } from '../tokens.js';

/** Whose time is asked for: what of an account decides what is shown of it, and how. */
export interface ReportedAccount {
  readonly userId: string;
  readonly email: string;
  readonly plan: Plan;
}

/** Answers questions about one user's time, by that user's own schedules and taxonomy. */
@Injectable()
export class Reports {
  constructor(
    private readonly taxonomies: Taxonomies,
    private readonly schedules: UserSchedules,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  /**
   * The report that answers the query; a query error when it names a schedule that the user does not have. Of an account on the
   * lite plan it shows the last months only. `today` is the account's.
   */
  async answer(account: ReportedAccount, asked: AnalyticQuery, today: LocalDate): Promise<ReportEnvelope | QueryError> {
    const firstDay = firstDayShown(account.plan, today);
    const query = firstDay !== undefined && asked.begin < firstDay ? { ...asked, begin: firstDay } : asked;
    const plan = planQuery(query, await this.rangesOf(account.userId, query));
    return 'code' in plan ? plan : this.read(account, plan);
  }

  private async read({ userId, email }: ReportedAccount, plan: AnalyticPlan): Promise<ReportEnvelope> {
    const classes = await this.taxonomies.classesOf(userId);
    return shapeReport(plan, await readReport(this.readModels.client, { userId, classes }, plan), email);
  }

  /** When the schedule holds that the query names; undefined when it names none, or one that the user does not have. */
  private async rangesOf(userId: string, { scheduleId }: AnalyticQuery): Promise<WeeklyRange[] | undefined> {
    return scheduleId === undefined ? undefined : rangesOfSchedule(await this.schedules.of(userId), scheduleId);
  }
}
