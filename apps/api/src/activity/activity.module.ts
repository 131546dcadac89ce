import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { LiveModule } from '../live/live.module.js';
import { StatusModule } from '../status/status.module.js';
import { ActivitiesController } from './activities.controller.js';
import { ActivityRecorder } from './activity-recorder.js';
import { AgentBatches } from './agent-batches.js';
import { DayLists } from './day-lists.js';

/** Ingest: agents post here what they observed. */
@Module({
  imports: [DevicesModule, GuardsModule, LiveModule, StatusModule],
  controllers: [ActivitiesController],
  providers: [ActivityRecorder, AgentBatches, DayLists],
  exports: [ActivityRecorder, DayLists],
})
export class ActivityModule {}
