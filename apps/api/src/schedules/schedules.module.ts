import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { SchedulesController } from './schedules.controller.js';
import { UserSchedules } from './user-schedules.js';

/** Schedules: named ranges of the week. */
@Module({
  imports: [GuardsModule],
  controllers: [SchedulesController],
  providers: [UserSchedules],
  exports: [UserSchedules],
})
export class SchedulesModule {}
