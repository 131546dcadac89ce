import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { OfflineTimeController } from './offline-time.controller.js';

/** Time away from every device, which users enter. */
@Module({
  imports: [GuardsModule],
  controllers: [OfflineTimeController],
})
export class OfflineTimeModule {}
