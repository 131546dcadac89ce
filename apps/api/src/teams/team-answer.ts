import { sharedBy, type TeamMember } from '@app/domain';
import type { MemberDto, TeamDto } from './teams.dto.js';
import type { UserTeam } from './teams.js';

/** A team as somebody in it sees it. `shares` is what they share of their own time; null when they are no member. */
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
