import {
  DomainError,
  membershipDecider,
  membershipStream,
  readMembershipEvent,
  readOrPassOver,
  readTeamEvent,
  type RecordedTeamEvent,
  type TeamEvent,
  teamStream,
} from '@app/domain';
import { type EventStore, NewerEventError, type StoredEvent } from '@app/event-store';
import { foldReadable } from '../reactors/readable-events.js';

/** An event of a team, with its place in the team's stream. */
export interface TeamHistoryEvent extends RecordedTeamEvent {
  readonly revision: number;
  readonly position: bigint;
}

/**
 * All events of a team, in order. Empty for a team that is removed. Throws DomainError for an event
 * that cannot be read, and NewerEventError: it could be the leaving of a member. With
 * `passingOver`, events that cannot be read are left out, but for those of a newer version.
 */
export async function readTeamHistory(
  store: EventStore,
  teamId: string,
  { passingOver = false } = {},
): Promise<TeamHistoryEvent[]> {
  const history: TeamHistoryEvent[] = [];
  for await (const stored of store.read(teamStream(teamId))) {
    const { stream, revision, type, position, recordedAt } = stored;
    if (stored.data === undefined) throw new NewerEventError(stream, revision, type);
    const event = passingOver ? readOrPassOver(readTeamEvent, stored) : checked(stored);
    if (event) history.push({ event, revision: Number(revision), position, recordedMs: recordedAt.getTime() });
  }
  return history;
}

function checked(stored: StoredEvent): TeamEvent {
  const event = readTeamEvent(stored);
  if (!event) throw new DomainError('unreadable_event', 'A team has an event of an unknown type.');
  return event;
}

/** The teams that a user is in, or was in once. */
export async function teamsOf(store: EventStore, userId: string): Promise<ReadonlySet<string>> {
  const fold = { read: readMembershipEvent, decider: membershipDecider };
  return (await foldReadable(store, membershipStream(userId), fold)).state;
}
