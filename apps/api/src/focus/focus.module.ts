import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { LiveModule } from '../live/live.module.js';
import { CommandsController } from './commands.controller.js';
import { FocusController } from './focus.controller.js';
import { OwnFocusController } from './own-focus.controller.js';
import { UserFocus } from './user-focus.js';

/** Focus sessions, for their owners and for the agents that enforce them. */
@Module({
  imports: [DevicesModule, GuardsModule, LiveModule],
  controllers: [CommandsController, FocusController, OwnFocusController],
  providers: [UserFocus],
})
export class FocusModule {}
