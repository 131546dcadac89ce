import type { TeamEvent } from '../teams/events.js';
import { narrower, type Sharing } from '../teams/sharing.js';
import { evolveTeam, sharedBy, type Team, type TeamMember } from '../teams/team.js';

/** An event of a team, and when the store recorded it (epoch ms). */
export interface RecordedTeamEvent {
  readonly event: TeamEvent;
  readonly recordedMs: number;
}

/** A member who was in the team through all of a time. */
export interface Consent {
  readonly userId: string;
  /** The least that the member shared at any moment of the time. */
  readonly agreed: Sharing;
  /** Whether the member agreed, at any moment of the time, to be seen by name. */
  readonly isNamed: boolean;
  readonly joinedAt: number;
}

/** What a team and its members agreed to through all of a time. */
export interface TeamConsent {
  readonly administratorId: string;
  /** The least that the team shared. */
  readonly sharing: Sharing;
  /** In the order of joining. */
  readonly members: readonly Consent[];
}

/**
 * What held from `beginMs` (epoch ms, inclusive) until the last event. A member who joined later,
 * or left meanwhile, is not in it, also when the member came back. Undefined for a team that did
 * not exist then, or is closed.
 *
 *     events      joined   begin   narrowed   widened   end
 *     shared      [activities     ][levels   ][activities ]     agreed: levels
 */
export function consentSince(beginMs: number, events: readonly RecordedTeamEvent[]): TeamConsent | undefined {
  let team: Team = { status: 'none' };
  let consent: TeamConsent | undefined;
  for (const { event, recordedMs } of events) {
    if (recordedMs > beginMs && team.status === 'none') return undefined;
    if (recordedMs > beginMs) consent ??= consentIn(team);
    team = evolveTeam(team, event);
    if (consent) consent = narrowed(consent, team);
    if (team.status === 'closed') return undefined;
  }
  return consent ?? consentIn(team);
}

function consentIn(team: Team): TeamConsent | undefined {
  if (team.status !== 'open') return undefined;
  const { administratorId, sharing } = team;
  const members = [...team.members.values()].map((member) => ({
    userId: member.userId,
    agreed: sharedBy(team, member),
    isNamed: member.named !== undefined,
    joinedAt: member.joinedAt,
  }));
  return { administratorId, sharing, members };
}

function narrowed(consent: TeamConsent, team: Team): TeamConsent | undefined {
  if (team.status !== 'open') return undefined;
  const members = consent.members.flatMap((before) => {
    const now: TeamMember | undefined = team.members.get(before.userId);
    if (!now) return [];
    const isNamed = before.isNamed || now.named !== undefined;
    return [{ ...before, agreed: narrower(before.agreed, sharedBy(team, now)), isNamed }];
  });
  return { ...consent, sharing: narrower(consent.sharing, team.sharing), members };
}
