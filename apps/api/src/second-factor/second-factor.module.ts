import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { CodeStep } from './code-step.js';
import { CodeStepController } from './code-step.controller.js';
import { OwnSecondFactorController } from './own-second-factor.controller.js';
import { SecondFactorChanges } from './second-factor-changes.js';
import { SecondFactorPageController } from './second-factor.page.controller.js';
import { UserSecondFactorController } from './user-second-factor.controller.js';

/** The second step of signing in: codes of an authenticator app, and recovery codes. */
@Module({
  imports: [GuardsModule],
  controllers: [CodeStepController, OwnSecondFactorController, SecondFactorPageController, UserSecondFactorController],
  providers: [CodeStep, SecondFactorChanges],
})
export class SecondFactorModule {}
