import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { DayChanges } from './day-changes.js';
import { HistoryController } from './history.controller.js';
import { HistoryPages } from './history-pages.js';
import { NamedCallers } from './named-callers.js';
import { Undoing } from './undoing.js';

/** What users changed, newest first, and how to undo it. */
@Module({
  imports: [GuardsModule, TaxonomyModule],
  controllers: [HistoryController],
  providers: [DayChanges, HistoryPages, NamedCallers, Undoing],
  exports: [DayChanges],
})
export class HistoryModule {}
