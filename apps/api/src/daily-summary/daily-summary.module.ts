import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { DailySummaryFeedController } from './daily-summary-feed.controller.js';

/** The documented feed of closed days. */
@Module({
  imports: [GuardsModule],
  controllers: [DailySummaryFeedController],
})
export class DailySummaryModule {}
