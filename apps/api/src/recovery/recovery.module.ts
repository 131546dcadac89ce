import { Module } from '@nestjs/common';
import { ApplicationsModule } from '../applications/applications.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { ForgottenController } from './forgotten.controller.js';
import { PasswordReset } from './password-reset.js';
import { ResetController } from './reset.controller.js';
import { ResetLinksController } from './reset-links.controller.js';

/** Ways back in for users who forgot their password. */
@Module({
  imports: [ApplicationsModule, GuardsModule],
  controllers: [ForgottenController, ResetController, ResetLinksController],
  providers: [PasswordReset],
})
export class RecoveryModule {}
