import { releaseTime, sharedBy, type TeamMember } from '@app/domain';
import type { WeeksOfTeam } from './published-weeks.js';
import type { MemberDto, PublishedWeekDto, PublishedWeekListDto, SeenByNameDto, TeamDto } from './teams.dto.js';
import type { UserTeam } from './teams.js';

/**
 * A team as one of its users sees it. `shares` is what that user shares of their own time. It is
 * null when the user is not a member.
 */
export function teamAnswer({ id, team }: UserTeam, userId: string): TeamDto {
  const member = team.members.get(userId);
  const role = team.administratorId === userId ? 'admin' : 'member';
  const shares = member ? sharedBy(team, member) : null;
  return { id, name: team.name, sharing: team.sharing, role, shares, named: member ? namedAnswer(member) : null };
}

/** What the team sees of a member by name. */
export const namedAnswer = ({ named }: TeamMember): SeenByNameDto | null =>
  named ? { sharing: named.sharing, by: named.by } : null;

/** Whether a user of the team sees the address of a member. */
export const isListedFor = ({ team }: UserTeam, userId: string, member: TeamMember): boolean =>
  team.administratorId === userId || member.userId === userId || member.isListed === true || member.named !== undefined;

/** A member as a user of the team sees them. The administrator also sees what each shares. */
export function memberAnswer({ team }: UserTeam, userId: string, member: TeamMember, email: string): MemberDto {
  const listed = { userId: member.userId, email, named: namedAnswer(member) };
  if (team.administratorId !== userId) return listed;
  return { ...listed, shares: sharedBy(team, member), joinedAt: new Date(member.joinedAt).toISOString() };
}

/** The weeks of a team, and why some of them have no table. */
export const weeksAnswer = ({ tables, missing, next, smallestGroup }: WeeksOfTeam): PublishedWeekListDto => ({
  weeks: tables.map(({ week, sharing }) => ({ week, sharing: sharing as PublishedWeekDto['sharing'] })),
  next: { week: next, at: new Date(releaseTime(next)).toISOString() },
  ...{ missing, smallestGroup },
});
