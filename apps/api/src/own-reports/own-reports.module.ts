import { Module } from '@nestjs/common';
import { AnalyticsModule } from '../analytics/analytics.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { PastModule } from '../past/past.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { DayController } from './day.controller.js';
import { DayReports } from './day-reports.js';
import { PastRanges } from './past-ranges.js';
import { RangeController } from './range.controller.js';
import { RangeReports } from './range-reports.js';

/** The reports behind our own pages. */
@Module({
  imports: [AnalyticsModule, GuardsModule, PastModule, TaxonomyModule],
  controllers: [DayController, RangeController],
  providers: [DayReports, PastRanges, RangeReports],
})
export class OwnReportsModule {}
