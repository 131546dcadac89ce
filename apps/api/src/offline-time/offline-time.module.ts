import { Module } from '@nestjs/common';
import { ActivityModule } from '../activity/activity.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { OfflineTimeController } from './offline-time.controller.js';
import { OfflineTimes } from './offline-times.js';
import { OwnOfflineTimeController } from './own-offline-time.controller.js';

/** Time away from every device, which users enter. */
@Module({
  imports: [ActivityModule, GuardsModule],
  controllers: [OfflineTimeController, OwnOfflineTimeController],
  providers: [OfflineTimes],
})
export class OfflineTimeModule {}
