import { sharedBy, type TeamMember } from '@app/domain';
import type { MemberDto, TeamDto } from './teams.dto.js';
import type { UserTeam } from './teams.js';

/**
 * A team as one of its users sees it. `shares` is what that user shares of their own time. It is
 * null when the user is not a member.
 */
export function teamAnswer({ id, team }: UserTeam, userId: string): TeamDto {
  const member = team.members.get(userId);
  const role = team.administratorId === userId ? 'admin' : 'member';
  return { id, name: team.name, sharing: team.sharing, role, shares: member ? sharedBy(team, member) : null };
}

/** A member as the administrator sees them. */
export const memberAnswer = ({ team }: UserTeam, member: TeamMember, email: string): MemberDto => ({
  userId: member.userId,
  email,
  shares: sharedBy(team, member),
  joinedAt: new Date(member.joinedAt).toISOString(),
});
