import type { Command, Decider, DomainEvent } from '../decider.js';
import { checkText } from '../events/check-fields.js';
import type { EventEntries } from '../events/event-entry.js';
import { passingOver } from '../events/passing-over.js';
import { readerOf } from '../events/read-event.js';

/**
 * A team exists whose weeks are published. It is written once for a team. The log has no other list
 * of teams.
 */
export interface PublishingTeamListed extends DomainEvent {
  readonly type: 'PublishingTeamListed';
  readonly data: { readonly teamId: string };
}

export interface ListPublishingTeam extends Command {
  readonly type: 'ListPublishingTeam';
  readonly data: { readonly teamId: string };
}

/** The rules of the stream of these teams for one team. The state tells whether it is listed. */
export function publishingTeamDecider(teamId: string): Decider<boolean, ListPublishingTeam, PublishingTeamListed> {
  return passingOver<boolean, ListPublishingTeam, PublishingTeamListed>(readPublishingTeamEvent, {
    initialState: false,
    decide: (_command, isListed) => (isListed ? [] : [{ type: 'PublishingTeamListed', data: { teamId } }]),
    evolve: (isListed, { data }) => isListed || data.teamId === teamId,
  });
}

/** The events of the stream `teams-to-publish`. */
export const PUBLISHING_TEAM_EVENTS: EventEntries<PublishingTeamListed> = {
  PublishingTeamListed: { check: (data) => checkText(data, 'teamId'), upcasters: [] },
};

/** Reads one of these events; see `readerOf` for what it returns and throws. */
export const readPublishingTeamEvent = readerOf<PublishingTeamListed>(PUBLISHING_TEAM_EVENTS);
