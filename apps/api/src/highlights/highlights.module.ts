import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { HighlightFeedController } from './highlight-feed.controller.js';
import { HighlightsController } from './highlights.controller.js';
import { UserHighlights } from './user-highlights.js';

/** Highlights: what users write about their days. */
@Module({
  imports: [GuardsModule],
  controllers: [HighlightFeedController, HighlightsController],
  providers: [UserHighlights],
})
export class HighlightsModule {}
