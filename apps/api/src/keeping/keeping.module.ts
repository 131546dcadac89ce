import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { KeepingController } from './keeping.controller.js';
import { KeepingPageController } from './keeping.page.controller.js';
import { Keepings } from './keepings.js';

/** How long the time of users is kept, by API and page. */
@Module({
  imports: [GuardsModule],
  controllers: [KeepingController, KeepingPageController],
  providers: [Keepings],
  exports: [Keepings],
})
export class KeepingModule {}
