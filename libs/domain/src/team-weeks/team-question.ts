import type { AnalyticQuery, Format, QueryError } from '../analytics/analytic-query.js';
import { type AnalyticParameters, isGiven, parseAnalyticQuery } from '../analytics/parse-analytic-query.js';
import type { LocalDate } from '../calendar/local-date.js';
import { DomainError } from '../domain-error.js';
import { type Sharing, SHARING_NEEDED } from '../teams/sharing.js';
import { addWeeks, mondayOf, newestWeekDue, sundayOf } from './team-week.js';

/** The most weeks of one answer: a year. */
export const MOST_WEEKS_ASKED = 53;

/** A question about a team: sums of whole weeks by a kind that a team may show. */
export interface TeamQuestion {
  readonly query: AnalyticQuery;
  /** The Mondays, in order. Empty for a begin after the end. */
  readonly weeks: readonly LocalDate[];
  /** A week answers when its table is as fine as this, or finer. */
  readonly needed: Exclude<Sharing, 'nothing'>;
  readonly format: Format;
}

const WHAT_CAN_BE_ASKED =
  'A team answers sums of whole weeks, Monday to Sunday, from the Wednesday after each: by rank, or by interval with ' +
  'resolution_time=week; of the kinds productivity, efficiency, overview, category and activity; without a thing, ' +
  'source type or schedule.';

/** The refusal of a question that is finer than a team's tables. `why` is a sentence. */
export const tooFine = (why: string): DomainError => new DomainError('too_fine', `${why} ${WHAT_CAN_BE_ASKED}`);

/**
 * Makes a question of the parameters of GET /anapi/data. The weeks are those from `begin` to `end`.
 * Without both it is the newest week that is due at `nowMs`. A begin alone means: up to that week.
 * An end alone means: its week. An interval without a resolution is by week.
 *
 * The result is a query error for parameters that cannot be read. Throws DomainError `too_fine` for
 * everything that is not a sum of whole weeks: a day, an hour, a week that is still open, one
 * thing, a source, a schedule, a document or a member.
 */
export function parseTeamQuestion(parameters: AnalyticParameters, nowMs: number): TeamQuestion | QueryError {
  const newest = newestWeekDue(nowMs);
  const asked = parseAnalyticQuery(
    isGiven(parameters, 'resolution') ? parameters : { ...parameters, resolution_time: 'week' },
    sundayOf(newest),
  );
  if ('code' in asked) return asked;
  const { query, format } = asked;
  const needed = checkedKind(query);
  const begin = isGiven(parameters, 'begin') ? query.begin : mondayOf(query.end);
  const { end } = query;
  if (mondayOf(begin) !== begin) throw tooFine('The begin is no Monday.');
  if (sundayOf(mondayOf(end)) !== end) throw tooFine('The end is no Sunday.');
  if (end > sundayOf(newest)) throw tooFine(`The newest week that can be asked for begins on ${newest}.`);
  const weeks: LocalDate[] = [];
  for (let week = begin; week < end; week = addWeeks(week, 1)) {
    if (weeks.push(week) > MOST_WEEKS_ASKED) {
      throw new DomainError('too_long', `One answer has ${MOST_WEEKS_ASKED} weeks at most.`);
    }
  }
  return { query: { ...query, begin, end }, weeks, needed, format };
}

function checkedKind(query: AnalyticQuery): TeamQuestion['needed'] {
  const { perspective, kind, resolution, thing, thingy, source, scheduleId } = query;
  const needed = SHARING_NEEDED[kind];
  if (needed === undefined) throw tooFine('No table of a team has documents.');
  if (perspective === 'member') throw tooFine('No table of a team tells its members apart.');
  if (perspective === 'interval' && resolution !== 'week') throw tooFine(`No table is by ${resolution}.`);
  if (thing !== undefined || thingy !== undefined) throw tooFine('Tables are answered whole, not by one thing.');
  if (source !== undefined) throw tooFine('No table tells sources apart.');
  if (scheduleId !== undefined) throw tooFine('No table has hours of the day.');
  return needed;
}
