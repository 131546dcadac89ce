import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { CallerCheck } from './caller-check.js';
import { LiveChanges } from './live-changes.js';
import { LiveController } from './live.controller.js';
import { PresentDay } from './present-day.js';
import { ShownPosition } from './shown-position.js';

/** Open pages: they are told what changes, and agents hear that one is open. */
@Module({
  imports: [GuardsModule],
  controllers: [LiveController],
  providers: [CallerCheck, LiveChanges, PresentDay, ShownPosition],
  exports: [LiveChanges],
})
export class LiveModule {}
