import { Module } from '@nestjs/common';
import { GuardsModule } from '../guards/guards.module.js';
import { TeamsModule } from '../teams/teams.module.js';
import { InvitationPageController } from './invitation.page.controller.js';
import { TeamsPageController } from './teams.page.controller.js';

/** The pages of teams: an invitation, the user's teams, and being seen by name. */
@Module({
  imports: [GuardsModule, TeamsModule],
  controllers: [InvitationPageController, TeamsPageController],
})
export class TeamPagesModule {}
