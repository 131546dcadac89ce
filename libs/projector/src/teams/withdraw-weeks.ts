import {
  addWeeks,
  beginOfWeek,
  consentSince,
  firstWholeWeek,
  type LocalDate,
  mondayOf,
  newestWeekDue,
  releaseStream,
  releaseTime,
} from '@app/domain';
import type { EventStore } from '@app/event-store';
import { readTeamHistory, type TeamHistoryEvent, teamsOf } from './read-teams.js';

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
    for (const week of weeks) if (mayCount(history, userId, week)) await withdrawWeek(store, teamId, week);
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
    const newest = newestWeekDue(nowMs);
    for (let week = firstWholeWeek(first.recordedMs); week <= newest; week = addWeeks(week, 1)) {
      if (isCreator || mayCount(history, userId, week)) await withdrawWeek(store, teamId, week);
    }
  }
}

/** Removes a published week for ever. Does nothing when the week is not published. */
export async function withdrawWeek(store: EventStore, teamId: string, week: LocalDate): Promise<void> {
  const stream = releaseStream(teamId, week);
  const { done: isEmpty } = await store.read(stream).next();
  if (!isEmpty) await store.removeForEver(stream);
}

/**
 * Whether a user may be in the cohort of a week. The table may be made late. Then fewer members
 * agreed for all the time until then, and never more.
 */
function mayCount(history: readonly TeamHistoryEvent[], userId: string, week: LocalDate): boolean {
  const known = history.filter(({ recordedMs }) => recordedMs < releaseTime(week));
  const consent = consentSince(beginOfWeek(week), known);
  return consent?.members.some((member) => member.userId === userId && member.agreed !== 'nothing') ?? false;
}
