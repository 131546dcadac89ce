import { Module } from '@nestjs/common';
import { AnalyticsModule } from '../analytics/analytics.module.js';
import { GuardsModule } from '../guards/guards.module.js';
import { InvitationsController } from './invitations.controller.js';
import { LimitsModule } from '../limits/limits.module.js';
import { InvitationMails } from './invitation-mails.js';
import { Invitations } from './invitations.js';
import { PublishedWeeks } from './published-weeks.js';
import { NamedReports } from './named-reports.js';
import { TeamReportsController } from './team-reports.controller.js';
import { TeamReports } from './team-reports.js';
import { TeamsController } from './teams.controller.js';
import { Teams } from './teams.js';

/** Teams: several users who see the sums of their time together. */
@Module({
  imports: [AnalyticsModule, GuardsModule, LimitsModule],
  controllers: [InvitationsController, TeamReportsController, TeamsController],
  providers: [InvitationMails, Invitations, NamedReports, PublishedWeeks, TeamReports, Teams],
  exports: [Invitations, Teams],
})
export class TeamsModule {}
