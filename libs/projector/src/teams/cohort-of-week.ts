import {
  accountDecider,
  accountStream,
  type AgreedMember,
  beginOfWeek,
  type Cohort,
  cohortOf,
  type Consent,
  consentSince,
  countsInCohort,
  type LocalDate,
  readAccountEvent,
  releaseTime,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import { foldReadable } from '../reactors/readable-events.js';
import { readTeamHistory, type TeamHistoryEvent, teamsOf } from './read-teams.js';

/** A week of a team whose table is made. */
export interface TeamWeek {
  readonly teamId: string;
  readonly week: LocalDate;
  readonly smallest: number;
}

/**
 * The members whose time makes the table of a week. Undefined when too few agreed. `history` has
 * the team's events up to now: who left or narrowed by now is not in it.
 */
export async function cohortOfWeek(
  store: EventStore,
  { teamId, week, smallest }: TeamWeek,
  history: readonly TeamHistoryEvent[],
): Promise<Cohort | undefined> {
  const consent = consentSince(beginOfWeek(week), history);
  if (!consent) return undefined;
  const members: AgreedMember[] = [];
  for (const member of consent.members) {
    if (member.agreed === 'nothing' || member.isNamed) continue;
    if (!(await hasCountedAccount(store, member.userId))) continue;
    if (!(await countsElsewhere(store, member, { teamId, week }))) members.push(member);
  }
  return cohortOf(consent.sharing, members, smallest);
}

async function hasCountedAccount(store: EventStore, userId: string): Promise<boolean> {
  const fold = { read: readAccountEvent, decider: accountDecider };
  const { state } = await foldReadable(store, accountStream(userId), fold);
  return state.status === 'open' && countsInCohort(state);
}

/**
 * Whether a member may not count here because of another team. Time of one week is in one table
 * only: the team that the member joined first. Otherwise the tables of two teams that differ in one
 * member could be subtracted. A member who is seen by name in one team is in no cohort.
 *
 * For the other team, what it knew before the Wednesday counts. Its own table is made then or
 * later, when no more members agree. So the two tables never have the same member.
 */
async function countsElsewhere(
  store: EventStore,
  { userId, joinedAt }: Consent,
  { teamId, week }: Pick<TeamWeek, 'teamId' | 'week'>,
): Promise<boolean> {
  for (const otherId of await teamsOf(store, userId)) {
    if (otherId === teamId) continue;
    const history = await readTeamHistory(store, otherId, { passingOver: true });
    const known = history.filter(({ recordedMs }) => recordedMs < releaseTime(week));
    const there = consentSince(beginOfWeek(week), known)?.members.find((one) => one.userId === userId);
    const isEarlier = there && (there.joinedAt < joinedAt || (there.joinedAt === joinedAt && otherId < teamId));
    if (isEarlier && there.agreed !== 'nothing' && !there.isNamed) return true;
    if (wasNamed(history, userId, week)) return true;
  }
  return false;
}

/** Whether a user was seen by name in a team at any moment since a week began. */
function wasNamed(history: readonly TeamHistoryEvent[], userId: string, week: LocalDate): boolean {
  let isNamed = false;
  for (const { event, recordedMs } of history) {
    if (recordedMs > beginOfWeek(week) && isNamed) return true;
    if (event.type === 'SeenByNameAgreed' && event.data.userId === userId) isNamed = true;
    const ends = event.type === 'SeenByNameEnded' || event.type === 'MemberLeft';
    if (event.type === 'TeamClosed' || (ends && event.data.userId === userId)) isNamed = false;
  }
  return isNamed;
}
