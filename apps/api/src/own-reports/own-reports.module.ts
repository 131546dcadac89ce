import { Module } from '@nestjs/common';
import { AnalyticsModule } from '../analytics/analytics.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { PastModule } from '../past/past.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { ActivitiesReportController } from './activities.controller.js';
import { ActivityReports } from './activity-reports.js';
import { DayController } from './day.controller.js';
import { DayReports } from './day-reports.js';
import { PageRows } from './page-rows.js';
import { PastRanges } from './past-ranges.js';
import { RangeController } from './range.controller.js';
import { RangeReports } from './range-reports.js';

/** The reports behind our own pages. */
@Module({
  imports: [AnalyticsModule, GuardsModule, LimitsModule, PastModule, TaxonomyModule],
  controllers: [ActivitiesReportController, DayController, RangeController],
  providers: [ActivityReports, DayReports, PageRows, PastRanges, RangeReports],
  exports: [PageRows, RangeReports],
})
export class OwnReportsModule {}
