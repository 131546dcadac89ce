import { Module } from '@nestjs/common';
import { DevicesModule } from '../devices/devices.module.js';
import { FocusModule } from '../focus/focus.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { LiveModule } from '../live/live.module.js';
import { PrivacyModule } from '../privacy/privacy.module.js';
import { TaxonomyModule } from '../taxonomy/taxonomy.module.js';
import { AgentCommands } from './agent-commands.js';
import { CommandsController } from './commands.controller.js';
import { EnforcementsController } from './enforcements.controller.js';
import { ErasuresForAgents } from './erasures-for-agents.js';
import { LevelsController } from './levels.controller.js';
import { RecentAlerts } from './recent-alerts.js';

/** What agents on workstations ask, and what they tell about focus sessions. */
@Module({
  imports: [DevicesModule, FocusModule, GuardsModule, LiveModule, PrivacyModule, TaxonomyModule],
  controllers: [CommandsController, EnforcementsController, LevelsController],
  providers: [AgentCommands, ErasuresForAgents, RecentAlerts],
})
export class AgentCommandsModule {}
