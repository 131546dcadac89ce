import { Module } from '@nestjs/common';
import { AnalyticsModule } from '../analytics/analytics.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { NamingRules } from './naming-rules.js';
import { RulePreviews } from './rule-previews.js';
import { RulesController } from './rules.controller.js';

/** Rules that give a part of an activity's time another name. */
@Module({
  imports: [AnalyticsModule, GuardsModule, TaxonomyModule],
  controllers: [RulesController],
  providers: [NamingRules, RulePreviews],
})
export class RulesModule {}
