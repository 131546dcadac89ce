import {
  type AnalyticQuery,
  type AnalyticPlan,
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

/** Answers questions about one user's time, by that user's own schedules and taxonomy. */
@Injectable()
export class Reports {
  constructor(
    private readonly taxonomies: Taxonomies,
    private readonly schedules: UserSchedules,
    @Inject(READ_MODELS) private readonly readModels: ReadModels,
  ) {}

  /** The report that answers the query; a query error when it names a schedule that the user does not have. */
  async answer(userId: string, query: AnalyticQuery): Promise<ReportEnvelope | QueryError> {
    const plan = planQuery(query, await this.rangesOf(userId, query));
    return 'code' in plan ? plan : this.read(userId, plan);
  }

  private async read(userId: string, plan: AnalyticPlan): Promise<ReportEnvelope> {
    const classes = await this.taxonomies.classesOf(userId);
    return shapeReport(plan, await readReport(this.readModels.client, { userId, classes }, plan));
  }

  /** When the schedule holds that the query names; undefined when it names none, or one that the user does not have. */
  private async rangesOf(userId: string, { scheduleId }: AnalyticQuery): Promise<WeeklyRange[] | undefined> {
    return scheduleId === undefined ? undefined : rangesOfSchedule(await this.schedules.of(userId), scheduleId);
  }
}
