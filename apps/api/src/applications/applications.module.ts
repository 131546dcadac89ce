import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { AllAccess, OtherWays } from './all-access.js';
import { ApplicationsController } from './applications.controller.js';
import { ConnectedApplicationsController } from './connected-applications.controller.js';
import { ConnectedApplications } from './connected-applications.js';
import { ConnectedApplicationsPageController } from './connected-applications.page.controller.js';
import { Grants } from './grants.js';

/** Applications that ask users for access: their registration, and what each user allows them. */
@Module({
  imports: [GuardsModule],
  controllers: [ApplicationsController, ConnectedApplicationsController, ConnectedApplicationsPageController],
  providers: [AllAccess, OtherWays, ConnectedApplications, Grants],
  exports: [AllAccess, Grants],
})
export class ApplicationsModule {}
