import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { FocusController } from './focus.controller.js';
import { OwnFocusController } from './own-focus.controller.js';
import { UserFocus } from './user-focus.js';

/** Focus sessions, for their owners. */
@Module({
  imports: [GuardsModule],
  controllers: [FocusController, OwnFocusController],
  providers: [UserFocus],
  exports: [UserFocus],
})
export class FocusModule {}
