import { checkName } from '../check-name.js';
import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { refusingUnreadable } from '../events/refusing-unreadable.js';
import type { SeenByName, TeamEvent } from './events.js';
import { readTeamEvent } from './read-team-event.js';
import { narrower, type Sharing } from './sharing.js';
import { evolveTeam, invitingTeam, type OpenTeam, type Team, type TeamMember, teamOf } from './team.js';

/** A user's command for a team. The user is `metadata.principalId`. */
interface TeamRequest<Type extends string, Data extends object> extends Command {
  readonly type: Type;
  readonly data: Data;
}

export type CreateTeam = TeamRequest<'CreateTeam', { readonly name: string; readonly sharing: Sharing }>;
export type InviteMember = TeamRequest<'InviteMember', { readonly inviteHash: string }>;
/** `agreed` is the sharing that the user saw. The user agrees to no more. */
export type AcceptInvitation = TeamRequest<
  'AcceptInvitation',
  { readonly inviteHash: string; readonly agreed: Sharing }
>;
export type DeclineInvitation = TeamRequest<'DeclineInvitation', { readonly inviteHash: string }>;
export type AgreeToSharing = TeamRequest<'AgreeToSharing', { readonly agreed: Sharing }>;
export type AgreeToBeNamed = TeamRequest<'AgreeToBeNamed', Pick<SeenByName, 'sharing' | 'by'>>;
export type StopBeingNamed = TeamRequest<'StopBeingNamed', Record<string, never>>;
export type LeaveTeam = TeamRequest<'LeaveTeam', Record<string, never>>;
export type RemoveMember = TeamRequest<'RemoveMember', { readonly userId: string }>;
export type ChangeSharing = TeamRequest<'ChangeSharing', { readonly sharing: Sharing }>;
export type CloseTeam = TeamRequest<'CloseTeam', Record<string, never>>;

export type TeamCommand =
  | CreateTeam
  | InviteMember
  | AcceptInvitation
  | DeclineInvitation
  | AgreeToSharing
  | AgreeToBeNamed
  | StopBeingNamed
  | LeaveTeam
  | RemoveMember
  | ChangeSharing
  | CloseTeam;

/** How long an invitation is valid. Our choice: a user may be away for a week. */
export const INVITATION_MS = 7 * 24 * 60 * 60 * 1000;

/**
 * The limits of one team. A table reads every member's week. A name's length is in UTF-16 units.
 */
export const TEAM_LIMITS = { members: 200, openInvitations: 200, nameLength: 100 } as const;

/**
 * The rules of a `team-` stream. Only the administrator invites, removes, changes the sharing and
 * closes. Each member decides alone about joining, leaving and the agreed sharing.
 *
 * An invitation lets one user in, once. A retry of the same user changes nothing. A user with the
 * invitation may decline it, which ends it. A repeated setting gives no event.
 *
 * Refuses with `unknown_team` (never created, closed, or not the user's), `not_administrator`,
 * `unknown_member`, `unknown_invitation` (never made, used, declined or expired), `already_member`,
 * `invalid_name` and `limit_reached`.
 */
export const teamDecider = refusingUnreadable<Team, TeamCommand, TeamEvent>(readTeamEvent, {
  initialState: { status: 'none' },

  decide(command, team) {
    const { type, data, metadata } = command;
    const userId = metadata.principalId;
    switch (type) {
      case 'CreateTeam':
        checkName(data.name, TEAM_LIMITS.nameLength, 'a team');
        return [{ type: 'TeamCreated', data: { administratorId: userId, ...data } }];
      case 'AcceptInvitation':
        return accepted(command, team);
      case 'DeclineInvitation':
        invitingTeam(team, data.inviteHash, metadata.now);
        return [{ type: 'InvitationDeclined', data: { inviteHash: data.inviteHash } }];
      case 'AgreeToSharing':
      case 'AgreeToBeNamed':
      case 'StopBeingNamed':
      case 'LeaveTeam':
        return ofMember(command, teamOf(team, userId));
      default:
        return ofAdministrator(command, administeredBy(teamOf(team, userId), userId));
    }
  },

  evolve: evolveTeam,
});

function accepted({ data, metadata }: AcceptInvitation, team: Team): TeamEvent[] {
  const { inviteHash, agreed } = data;
  const { now, principalId: userId } = metadata;
  const present = team.status === 'open' ? team.members.get(userId) : undefined;
  if (present?.inviteHash === inviteHash) return [];
  const inviting = invitingTeam(team, inviteHash, now);
  if (present) throw new DomainError('already_member', 'You are a member of this team already.');
  if (inviting.members.size >= TEAM_LIMITS.members) {
    throw new DomainError('limit_reached', `A team has ${TEAM_LIMITS.members} members at most.`);
  }
  const joined = { userId, inviteHash, agreed: narrower(agreed, inviting.sharing), joinedAt: now, isListed: true };
  return [{ type: 'MemberJoined', data: joined }];
}

function ofMember(
  { type, data, metadata }: AgreeToSharing | AgreeToBeNamed | StopBeingNamed | LeaveTeam,
  team: OpenTeam,
): TeamEvent[] {
  const member = memberOf(team, metadata.principalId);
  const { userId, named } = member;
  switch (type) {
    case 'LeaveTeam':
      return [{ type: 'MemberLeft', data: { userId } }];
    case 'StopBeingNamed':
      return named ? [{ type: 'SeenByNameEnded', data: { userId } }] : [];
    case 'AgreeToBeNamed': {
      if (named?.sharing === data.sharing && named.by === data.by) return [];
      // Each agreement shows time from its own day on, so a wider one never shows older time.
      return [{ type: 'SeenByNameAgreed', data: { userId, ...data, agreedAt: metadata.now } }];
    }
    case 'AgreeToSharing': {
      // A member agrees only to the present sharing. Wider sharing later needs a new agreement.
      const agreed = narrower(data.agreed, team.sharing);
      if (agreed === member.agreed && member.isListed) return [];
      return [{ type: 'SharingAgreed', data: { userId, agreed, isListed: true } }];
    }
  }
}

function ofAdministrator(
  { type, data, metadata }: InviteMember | RemoveMember | ChangeSharing | CloseTeam,
  team: OpenTeam,
): TeamEvent[] {
  const { now } = metadata;
  switch (type) {
    case 'InviteMember': {
      const open = [...team.invitations.values()].filter((expiresAt) => now < expiresAt);
      if (open.length >= TEAM_LIMITS.openInvitations) {
        throw new DomainError('limit_reached', `A team has ${TEAM_LIMITS.openInvitations} open invitations at most.`);
      }
      return [{ type: 'MemberInvited', data: { inviteHash: data.inviteHash, expiresAt: now + INVITATION_MS } }];
    }
    case 'RemoveMember':
      return [{ type: 'MemberLeft', data: { userId: memberOf(team, data.userId).userId } }];
    case 'ChangeSharing':
      return data.sharing === team.sharing ? [] : [{ type: 'SharingChanged', data: { sharing: data.sharing } }];
    case 'CloseTeam':
      return [{ type: 'TeamClosed', data: {} }];
  }
}

function administeredBy(team: OpenTeam, userId: string): OpenTeam {
  if (team.administratorId === userId) return team;
  throw new DomainError('not_administrator', 'Only the administrator of the team may do this.');
}

function memberOf({ members }: OpenTeam, userId: string): TeamMember {
  const member = members.get(userId);
  if (!member) throw new DomainError('unknown_member', 'There is no such member in this team.');
  return member;
}
