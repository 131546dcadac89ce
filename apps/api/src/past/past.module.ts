import { Module } from '@nestjs/common';
import { AnalyticsModule } from '../analytics/analytics.module.js';
import { LimitsModule } from '../limits/limits.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { PastMoments } from './past-moments.js';
import { PastTime } from './past-time.js';

/** What reports showed at moments of the past. */
@Module({
  imports: [AnalyticsModule, LimitsModule, TaxonomyModule],
  providers: [PastMoments, PastTime],
  exports: [PastMoments, PastTime],
})
export class PastModule {}
