import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { SessionsController } from './sessions.controller.js';
import { SessionsPageController } from './sessions.page.controller.js';

/** Where a user is signed in, by API and page. */
@Module({
  imports: [GuardsModule],
  controllers: [SessionsController, SessionsPageController],
})
export class SessionsModule {}
