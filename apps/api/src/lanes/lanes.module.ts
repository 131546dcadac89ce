import { Module } from '@nestjs/common';
import { AnalyticsModule } from '../analytics/analytics.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { PastModule } from '../past/past.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { LaneReports } from './lane-reports.js';
import { LanesController } from './lanes.controller.js';

/** The day of each device. */
@Module({
  imports: [AnalyticsModule, GuardsModule, PastModule, TaxonomyModule],
  controllers: [LanesController],
  providers: [LaneReports],
})
export class LanesModule {}
