import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { PrivacyModule } from '../privacy/privacy.module.js';
import { Directory } from './directory.js';
import { DirectoryController } from './directory.controller.js';

/** What the administrator sees of all accounts and applications. */
@Module({
  imports: [GuardsModule, PrivacyModule],
  controllers: [DirectoryController],
  providers: [Directory],
})
export class AdministrationModule {}
