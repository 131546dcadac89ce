import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { PrivacyModule } from '../privacy/privacy.module.js';
import { Directory } from './directory.js';
import { DirectoryController } from './directory.controller.js';
import { Rebuilding } from './rebuilding.js';
import { StateController } from './state.controller.js';

/** What the administrator sees of all accounts and applications, and of the tables. */
@Module({
  imports: [GuardsModule, PrivacyModule],
  controllers: [DirectoryController, StateController],
  providers: [Directory, Rebuilding],
})
export class AdministrationModule {}
