import {
  membershipDecider,
  membershipStream,
  passingOver,
  readMembershipEvent,
  readTeamEvent,
  teamDecider,
  teamStream,
} from '@app/domain';
import { type EventStore, handleCommand, readState } from '@app/event-store';

/** Unreadable events are passed over, so that they do not stop the erasure. */
const LISTED_TEAMS = passingOver(readMembershipEvent, membershipDecider);
const TEAM = passingOver(readTeamEvent, teamDecider);

/**
 * Takes a user out of their teams. Removes the teams that the user administers: their names are the
 * user's text, and no other member could manage them. Safe to repeat while the user's list of teams
 * exists. Throws NewerEventError for an event of a newer version of this program, which can then
 * finish the erasure.
 */
export async function leaveTeams(store: EventStore, { userId, now }: { userId: string; now: number }): Promise<void> {
  const { state: listed } = await readState(store, membershipStream(userId), LISTED_TEAMS);
  for (const teamId of listed) {
    const stream = teamStream(teamId);
    const { state: team } = await readState(store, stream, TEAM);
    if (team.status !== 'none' && team.administratorId === userId) await store.removeForEver(stream);
    else if (team.status === 'open' && team.members.has(userId)) {
      const leave = { type: 'LeaveTeam', data: {}, metadata: { now, principalId: userId } } as const;
      await handleCommand(store, stream, TEAM, leave);
    }
  }
}
