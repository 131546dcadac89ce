import {
  addWeeks,
  beginOfWeek,
  consentSince,
  firstWholeWeek,
  type LocalDate,
  localDateOfUtcMs,
  mondayOf,
  type PublishedWeek,
  readOrPassOver,
  readReleaseEvent,
  releaseStream,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import { readTeamHistory, type TeamHistoryEvent, teamsOf } from './read-teams.js';

/** In zones ahead of UTC a week begins earlier, by less than this. */
const DAY_MS = 24 * 3_600_000;

/**
 * Withdraws the published weeks that may have time of these days of a user: in each team, the weeks
 * for which the user had agreed. Their streams are removed for ever, so no later event restates
 * them. The next scavenge removes their bytes. Safe to repeat.
 *
 * A week that is not published yet stays: its table will be made without the erased time.
 */
export async function withdrawWeeksOf(store: EventStore, userId: string, days: readonly LocalDate[]): Promise<void> {
  const weeks = [...new Set(days.map(mondayOf))];
  if (weeks.length === 0) return;
  for (const teamId of await teamsOf(store, userId)) {
    const history = await readTeamHistory(store, teamId, { passingOver: true });
    for (const week of weeks) await withdrawWeek(store, { teamId, week }, (table) => mayCount(history, userId, table));
  }
}

/**
 * Withdraws all weeks that may have time of a user, up to now (epoch ms). Withdraws all weeks of
 * the teams that the user created, because those teams are removed. Call it before the user leaves
 * the teams.
 */
export async function withdrawAllWeeks(store: EventStore, userId: string, nowMs: number): Promise<void> {
  for (const teamId of await teamsOf(store, userId)) {
    const history = await readTeamHistory(store, teamId, { passingOver: true });
    const [first] = history;
    if (first?.event.type !== 'TeamCreated') continue;
    const isCreator = first.event.data.administratorId === userId;
    // Not only the weeks that are due: a clock that was ahead for a while published some too early.
    const last = mondayOf(localDateOfUtcMs(nowMs + DAY_MS));
    for (let week = firstWholeWeek(first.recordedMs); week <= last; week = addWeeks(week, 1)) {
      await withdrawWeek(store, { teamId, week }, (table) => isCreator || mayCount(history, userId, table));
    }
  }
}

/**
 * Removes a published week for ever, when its table is one to withdraw. Does nothing when the week
 * is not published. A table that cannot be read is removed.
 */
export async function withdrawWeek(
  store: EventStore,
  { teamId, week }: { readonly teamId: string; readonly week: LocalDate },
  isConcerned: (table: PublishedWeek) => boolean = () => true,
): Promise<void> {
  const stream = releaseStream(teamId, week);
  for await (const stored of store.read(stream)) {
    const table = stored.data === undefined ? undefined : readOrPassOver(readReleaseEvent, stored)?.data;
    if (table && !isConcerned(table)) return;
    return store.removeForEver(stream);
  }
}

/**
 * Whether a user may be in the cohort of a table: the user agreed for all the time from the begin
 * of the week up to the newest event that the table knows. What came later, by any clock, is no
 * reason to keep it. A week without a table says nothing of the user, so it stays. To remove it
 * would tell the few members of the team that one of them erased time.
 */
function mayCount(history: readonly TeamHistoryEvent[], userId: string, table: PublishedWeek): boolean {
  if (table.sharing === 'nothing') return false;
  const known = history.filter(({ revision }) => revision <= table.teamRevision);
  const consent = consentSince(beginOfWeek(table.week), known);
  return consent?.members.some((member) => member.userId === userId && member.agreed !== 'nothing') ?? false;
}
