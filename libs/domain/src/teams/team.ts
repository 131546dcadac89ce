import { DomainError } from '../domain-error.js';
import type { SeenByName, TeamEvent } from './events.js';
import { narrower, type Sharing } from './sharing.js';

/** A user who has joined. */
export interface TeamMember {
  readonly userId: string;
  /** The sharing that the member agreed to. See `sharedBy`. */
  readonly agreed: Sharing;
  /** Epoch ms. Only whole weeks after this moment are shared. */
  readonly joinedAt: number;
  readonly inviteHash: string;
  /** Whether the other members see the address. Absent: only the administrator does. */
  readonly isListed?: boolean;
  /** What the team sees of the member by name. Such a member is in no cohort. */
  readonly named?: SeenByName;
}

export interface OpenTeam {
  readonly status: 'open';
  readonly administratorId: string;
  readonly name: string;
  readonly sharing: Sharing;
  /** The members in the order of joining. */
  readonly members: ReadonlyMap<string, TeamMember>;
  /** Unused invitations by hash, with their expiry in epoch ms. */
  readonly invitations: ReadonlyMap<string, number>;
}

/** The state of a team. */
export type Team =
  { readonly status: 'none' } | { readonly status: 'closed'; readonly administratorId: string } | OpenTeam;

/** The team for its administrator or a member. Throws DomainError `unknown_team` for others. */
export function teamOf(team: Team, userId: string): OpenTeam {
  if (team.status === 'open' && (team.administratorId === userId || team.members.has(userId))) return team;
  throw new DomainError('unknown_team', 'There is no such team.');
}

/** The team of an open invitation (by its hash). Throws DomainError `unknown_invitation`. */
export function invitingTeam(team: Team, inviteHash: string, now: number): OpenTeam {
  if (team.status === 'open' && now < (team.invitations.get(inviteHash) ?? 0)) return team;
  throw new DomainError('unknown_invitation', 'The invitation is unknown, used, declined or expired.');
}

/** The sharing of a member: the narrower one of the team's setting and the member's agreement. */
export const sharedBy = ({ sharing }: OpenTeam, { agreed }: TeamMember): Sharing => narrower(sharing, agreed);

/** The team after an event. A closed team stays closed. */
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
    case 'InvitationDeclined':
      invitations.delete(data.inviteHash);
      return { ...team, invitations };
    case 'SharingAgreed': {
      const member = members.get(data.userId);
      const { agreed, isListed = member?.isListed ?? false } = data;
      if (member) members.set(data.userId, { ...member, agreed, isListed });
      return { ...team, members };
    }
    case 'SeenByNameAgreed': {
      const member = members.get(data.userId);
      const { sharing, by, agreedAt } = data;
      if (member) members.set(data.userId, { ...member, named: { sharing, by, agreedAt } });
      return { ...team, members };
    }
    case 'SeenByNameEnded': {
      const { named, ...member } = members.get(data.userId) ?? {};
      if (named) members.set(data.userId, member as TeamMember);
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
