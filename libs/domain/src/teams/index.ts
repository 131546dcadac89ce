export type { SeenByName, TeamEvent } from './events.js';
export { membershipDecider } from './membership-decider.js';
export { readMembershipEvent } from './read-membership-event.js';
export { readTeamEvent } from './read-team-event.js';
export { NAMED_INTERVALS, type NamedInterval, type Sharing, SHARING_LEVELS, shows } from './sharing.js';
export { type TeamCommand, teamDecider } from './team-decider.js';
export { invitingTeam, type OpenTeam, sharedBy, type Team, type TeamMember, teamOf } from './team.js';
