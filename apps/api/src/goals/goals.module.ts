import { Module } from '@nestjs/common';
import { AnalyticsModule } from '../analytics/analytics.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { PastModule } from '../past/past.module.js';
import { SchedulesModule } from '../schedules/schedules.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { GoalReportController } from './goal-report.controller.js';
import { GoalReports } from './goal-reports.js';
import { GoalsController } from './goals.controller.js';
import { PastPlans, PresentPlans } from './plans-of-moment.js';

/** Goals: hours of a subject at which a user aims, and how far they are. */
@Module({
  imports: [AnalyticsModule, GuardsModule, PastModule, SchedulesModule, TaxonomyModule],
  controllers: [GoalReportController, GoalsController],
  providers: [GoalReports, PastPlans, PresentPlans],
})
export class GoalsModule {}
