import type { Command, DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import { readMembershipEvent } from './read-membership-event.js';

/** The user belongs to a team, or did once. The team's stream tells the role. */
export interface TeamListed extends DomainEvent {
  readonly type: 'TeamListed';
  readonly data: { readonly teamId: string };
}

export interface ListTeam extends Command {
  readonly type: 'ListTeam';
  readonly data: { readonly teamId: string };
}

/** The most teams in one user's list, with the teams that the user left. */
export const MOST_LISTED_TEAMS = 200;

/**
 * The rules of a `membership-` stream, which lists a user's teams. The log has no query for them. A
 * team is listed before the user joins, and it stays listed afterwards. So the list is complete
 * even when a process stops between the two writes. Refuses with `limit_reached`.
 */
export const membershipDecider = refusingUnreadable<ReadonlySet<string>, ListTeam, TeamListed>(readMembershipEvent, {
  initialState: new Set(),

  decide({ data }, listed) {
    if (listed.has(data.teamId)) return [];
    if (listed.size >= MOST_LISTED_TEAMS) {
      throw new DomainError('limit_reached', `One user has ${MOST_LISTED_TEAMS} teams at most, left ones included.`);
    }
    return [{ type: 'TeamListed', data }];
  },

  evolve: (listed, { data }) => new Set(listed).add(data.teamId),
});
