export type { TeamEvent } from './events.js';
export { MOST_LISTED_TEAMS, membershipDecider, type TeamListed } from './membership-decider.js';
export { mergeReports } from './merge-reports.js';
export { membersNeeded, type Sharing, SHARING_LEVELS, sharingNeeded, shows, SMALLEST_TEAM } from './sharing.js';
export { INVITATION_MS, TEAM_LIMITS, type TeamCommand, teamDecider } from './team-decider.js';
export { invitingTeam, membersSharing, type OpenTeam, sharedBy, type Team, type TeamMember, teamOf } from './team.js';
