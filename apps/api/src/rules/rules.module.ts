import { Module } from '@nestjs/common';
import { AnalyticsModule } from '../analytics/analytics.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { OwnReportsModule } from '../own-reports/own-reports.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { NamingRules } from './naming-rules.js';
import { RulePreviews } from './rule-previews.js';
import { RulesController } from './rules.controller.js';

/** Rules that give a part of an activity's time another name. */
@Module({
  imports: [AnalyticsModule, GuardsModule, OwnReportsModule, TaxonomyModule],
  controllers: [RulesController],
  providers: [NamingRules, RulePreviews],
})
export class RulesModule {}
