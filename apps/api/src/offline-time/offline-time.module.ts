import { Module } from '@nestjs/common';
import { ActivityModule } from '../activity/activity.module.js';
import { AnalyticsModule } from '../analytics/analytics.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { HistoryModule } from '../history/history.module.js';
import { OfflineTimeController } from './offline-time.controller.js';
import { OfflineTimeList } from './offline-time-list.js';
import { OfflineTimes } from './offline-times.js';
import { OwnOfflineTimeController } from './own-offline-time.controller.js';

/** Time away from every device, which users enter. */
@Module({
  imports: [ActivityModule, AnalyticsModule, GuardsModule, HistoryModule],
  controllers: [OfflineTimeController, OwnOfflineTimeController],
  providers: [OfflineTimes, OfflineTimeList],
})
export class OfflineTimeModule {}
