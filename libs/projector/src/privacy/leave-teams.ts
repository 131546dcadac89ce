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

/** An event that no version can read holds up no erasure. */
const LISTED_TEAMS = passingOver(readMembershipEvent, membershipDecider);
const TEAM = passingOver(readTeamEvent, teamDecider);

/**
 * Takes a user out of the teams that they are in, and removes for ever those that they created: their names are the user's
 * text, and nobody else could look after them. Safe to repeat as long as the user's list of teams is there. Throws
 * NewerEventError on an event of a newer version of this program: that one can finish the erasure.
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
