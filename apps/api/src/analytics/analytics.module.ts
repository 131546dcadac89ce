import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { SchedulesModule } from '../schedules/schedules.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { AnalyticDataController } from './analytic-data.controller.js';
import { CurrentPulseController } from './current-pulse.controller.js';
import { ReportAnswers } from './report-answers.js';
import { Reports } from './reports.js';
import { LargeReports } from './sending/large-reports.js';
import { ReportPlaces } from './sending/report-places.js';
import { SentReports } from './sending/sent-reports.js';
import { RestrictedReportsController } from './restricted-reports.controller.js';
import { TodayController } from './today.controller.js';

/** Reports about the time of a user. */
@Module({
  imports: [GuardsModule, LimitsModule, SchedulesModule, TaxonomyModule],
  controllers: [AnalyticDataController, CurrentPulseController, RestrictedReportsController, TodayController],
  providers: [LargeReports, ReportAnswers, ReportPlaces, Reports, SentReports],
  exports: [LargeReports, ReportPlaces, Reports, SentReports],
})
export class AnalyticsModule {}
