import type { Command, Decider, DomainEvent } from '../decider.js';
import { DomainError } from '../domain-error.js';

/** The user has to do with a team, or had once. What they are in it, the team itself says. */
export interface TeamListed extends DomainEvent {
  readonly type: 'TeamListed';
  readonly data: { readonly teamId: string };
}

export interface ListTeam extends Command {
  readonly type: 'ListTeam';
  readonly data: { readonly teamId: string };
}

/** Teams that one user's list may hold, those that they left included. */
export const MOST_LISTED_TEAMS = 200;

/**
 * The rules of a `membership-` stream, where a user's teams are found: the log cannot be asked for them. A team is listed
 * before the user is in it and stays listed after they left, so that none they are in is ever missing, whatever stops
 * between the two streams. Refuses with `limit_reached`.
 */
export const membershipDecider: Decider<ReadonlySet<string>, ListTeam, TeamListed> = {
  initialState: new Set(),

  decide({ data }, listed) {
    if (listed.has(data.teamId)) return [];
    if (listed.size >= MOST_LISTED_TEAMS) {
      throw new DomainError('limit_reached', `One user has ${MOST_LISTED_TEAMS} teams at most, left ones included.`);
    }
    return [{ type: 'TeamListed', data }];
  },

  evolve: (listed, { data }) => new Set(listed).add(data.teamId),
};
