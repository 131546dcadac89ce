import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { SignInModule } from '../sign-in/sign-in.module.js';
import { KeysController } from './keys.controller.js';
import { KeysPageController } from './keys.page.controller.js';

/** API keys, for their owners by API and page. */
@Module({
  imports: [GuardsModule, SignInModule],
  controllers: [KeysController, KeysPageController],
})
export class KeysModule {}
