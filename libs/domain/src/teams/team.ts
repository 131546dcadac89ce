import { DomainError } from '../domain-error.js';
import type { TeamEvent } from './events.js';
import { narrower, type Sharing, shows } from './sharing.js';

/** A user who joined. */
export interface TeamMember {
  readonly userId: string;
  /** How much sharing they agreed to; see `sharedBy`. */
  readonly agreed: Sharing;
  /** Epoch ms. What was before its local day is not shared. */
  readonly joinedAt: number;
  readonly inviteHash: string;
}

export interface OpenTeam {
  readonly status: 'open';
  readonly administratorId: string;
  readonly name: string;
  readonly sharing: Sharing;
  /** In the order in which they joined. */
  readonly members: ReadonlyMap<string, TeamMember>;
  /** Invitations that nobody used, by their hash: when they expire, in epoch ms. */
  readonly invitations: ReadonlyMap<string, number>;
}

/** What is known of a team. */
export type Team =
  { readonly status: 'none' } | { readonly status: 'closed'; readonly administratorId: string } | OpenTeam;

/** The team, when it is there for this user: its administrator and its members. Throws DomainError `unknown_team`. */
export function teamOf(team: Team, userId: string): OpenTeam {
  if (team.status === 'open' && (team.administratorId === userId || team.members.has(userId))) return team;
  throw new DomainError('unknown_team', 'There is no such team.');
}

/** The team that an invitation (by its hash) opens at this moment. Throws DomainError `unknown_invitation`. */
export function invitingTeam(team: Team, inviteHash: string, now: number): OpenTeam {
  if (team.status === 'open' && now < (team.invitations.get(inviteHash) ?? 0)) return team;
  throw new DomainError('unknown_invitation', 'The invitation is unknown, used or expired.');
}

/** How much of a member's time the team sees: what the administrator set, and no more than the member agreed to. */
export const sharedBy = ({ sharing }: OpenTeam, { agreed }: TeamMember): Sharing => narrower(sharing, agreed);

/** The members who share at least this much. */
export const membersSharing = (team: OpenTeam, needed: Sharing): TeamMember[] =>
  [...team.members.values()].filter((member) => shows(sharedBy(team, member), needed));

/** The team after an event. A closed one stays closed. */
export function evolveTeam(team: Team, { type, data }: TeamEvent): Team {
  if (type === 'TeamCreated') return { status: 'open', ...data, members: new Map(), invitations: new Map() };
  if (team.status !== 'open') return team;
  const members = new Map(team.members);
  const invitations = new Map(team.invitations);
  switch (type) {
    case 'MemberInvited':
      invitations.set(data.inviteHash, data.expiresAt);
      return { ...team, invitations };
    case 'MemberJoined':
      invitations.delete(data.inviteHash);
      members.set(data.userId, data);
      return { ...team, members, invitations };
    case 'SharingAgreed': {
      const member = members.get(data.userId);
      if (member) members.set(data.userId, { ...member, agreed: data.agreed });
      return { ...team, members };
    }
    case 'MemberLeft':
      members.delete(data.userId);
      return { ...team, members };
    case 'SharingChanged':
      return { ...team, sharing: data.sharing };
    case 'TeamClosed':
      return { status: 'closed', administratorId: team.administratorId };
  }
}
