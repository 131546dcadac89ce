import { InvitationPageController } from './invitation.page.controller.js';
import { InvitationsController } from './invitations.controller.js';
import { TeamReports } from './team-reports.js';
import { TeamsController } from './teams.controller.js';
import { Teams } from './teams.js';

/** Several people who see what they come to together. */
export const TEAMS = {
  controllers: [InvitationPageController, InvitationsController, TeamsController],
  providers: [TeamReports, Teams],
};
