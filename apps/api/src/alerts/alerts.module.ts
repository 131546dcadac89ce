import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { SchedulesModule } from '../schedules/schedules.module.js';
import { AlertFeedController } from './alert-feed.controller.js';
import { AlertsController } from './alerts.controller.js';

/** Alerts: their definitions, and the documented feed of those that triggered. */
@Module({
  imports: [GuardsModule, SchedulesModule],
  controllers: [AlertFeedController, AlertsController],
})
export class AlertsModule {}
