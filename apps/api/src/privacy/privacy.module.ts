import { Module } from '@nestjs/common';
import { ActivityModule } from '../activity/activity.module.js';
import { DevicesModule } from '../devices/devices.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { HistoryModule } from '../history/history.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { ErasuresController } from './erasures.controller.js';
import { Erasures } from './erasures.js';
import { ExportController } from './export.controller.js';
import { GoneTimes } from './gone-times.js';
import { ImportsController } from './imports.controller.js';
import { UserImportsController } from './imports.controller.js';
import { Imports } from './imports.js';
import { ErasurePreviews } from './erasure-previews.js';
import { StatisticsController } from './statistics/statistics.controller.js';
import { StoredController } from './stored/stored.controller.js';
import { StoredEntries } from './stored/stored-entries.js';

/** What the privacy policy promises: export, import, erasure, and statistics about groups only. */
@Module({
  imports: [ActivityModule, DevicesModule, GuardsModule, HistoryModule, TaxonomyModule],
  controllers: [
    ErasuresController,
    ExportController,
    ImportsController,
    StatisticsController,
    StoredController,
    UserImportsController,
  ],
  providers: [ErasurePreviews, Erasures, GoneTimes, Imports, StoredEntries],
  exports: [Erasures],
})
export class PrivacyModule {}
