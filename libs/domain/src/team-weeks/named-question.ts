import type { AnalyticQuery, Format, QueryError } from '../analytics/analytic-query.js';
import { type AnalyticParameters, isGiven, parseAnalyticQuery } from '../analytics/parse-analytic-query.js';
import { addDays, type LocalDate } from '../calendar/local-date.js';
import { zoneClock } from '../calendar/zone-clock.js';
import type { SeenByName } from '../teams/events.js';
import { SHARING_NEEDED, shows } from '../teams/sharing.js';
import { tooFine } from './team-question.js';
import { mondayOf, sundayOf } from './team-week.js';

/** The person whose time is asked for. `today` is the local day in their zone. */
export interface NamedPerson {
  readonly named: SeenByName;
  readonly timeZone: string;
  readonly today: LocalDate;
}

/**
 * Makes a query of one member's own time, who agreed to be seen by name, or a query error. It shows
 * no more than the member chose: the level, and whole weeks or days that are over. It begins on the
 * day of the agreement, or on the Monday after it when the member chose weeks.
 *
 * Without a begin and an end it is the last day, or the last week. Throws DomainError `too_fine`
 * for what the member did not choose, and for one thing, a source or a schedule. An interval is by
 * the week or the day that the member chose.
 */
export function namedQuestion(
  parameters: AnalyticParameters,
  person: NamedPerson,
): { query: AnalyticQuery; format: Format } | QueryError {
  const { by } = person.named;
  const last = by === 'day' ? addDays(person.today, -1) : addDays(mondayOf(person.today), -1);
  const asked = parseAnalyticQuery(
    isGiven(parameters, 'resolution') ? parameters : { ...parameters, resolution_time: by },
    last,
  );
  if ('code' in asked) return asked;
  const { query, format } = asked;
  checkShape(query, person.named);
  const begin = isGiven(parameters, 'begin') || by === 'day' ? query.begin : mondayOf(query.end);
  if (by === 'week' && (mondayOf(begin) !== begin || sundayOf(mondayOf(query.end)) !== query.end)) {
    throw tooFine('This member shows whole weeks.');
  }
  if (query.end > last) throw tooFine(`This member shows time up to ${last}.`);
  const first = firstDayOf(person);
  return { query: { ...query, begin: begin < first ? first : begin }, format };
}

function checkShape({ perspective, kind, resolution, ...query }: AnalyticQuery, { sharing, by }: SeenByName): void {
  const needed = SHARING_NEEDED[kind];
  if (needed === undefined || !shows(sharing, needed)) throw tooFine(`This member shows ${sharing}.`);
  if (
    query.thing !== undefined ||
    query.thingy !== undefined ||
    query.source !== undefined ||
    query.scheduleId !== undefined
  ) {
    throw tooFine('This member shows sums of all sources and hours.');
  }
  if (perspective === 'interval' && resolution !== by) throw tooFine(`This member shows time by ${by}.`);
}

/** The first day that is seen: that of the agreement, or the Monday after it. */
function firstDayOf({ named, timeZone }: NamedPerson): LocalDate {
  const agreedOn = zoneClock(timeZone).localDateAt(named.agreedAt);
  if (named.by === 'day' || mondayOf(agreedOn) === agreedOn) return agreedOn;
  return addDays(sundayOf(mondayOf(agreedOn)), 1);
}
