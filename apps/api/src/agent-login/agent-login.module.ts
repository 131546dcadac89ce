import { Module } from '@nestjs/common';
import { ApplicationsModule } from '../applications/applications.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { AgentConsents } from './agent-consents.js';
import { AgentConsentController } from './agent-consent.controller.js';
import { AgentKeyController } from './agent-key.controller.js';
import { AgentKeys } from './agent-keys.js';
import { AgentLoginController } from './agent-login.controller.js';
import { LoginRequests } from './login-requests.js';

/** Signing an agent in: a person says yes in a browser, and the agent gets a key of its own. */
@Module({
  imports: [ApplicationsModule, GuardsModule],
  controllers: [AgentConsentController, AgentKeyController, AgentLoginController],
  providers: [AgentConsents, AgentKeys, LoginRequests],
})
export class AgentLoginModule {}
