import type { LocalDate } from '../calendar/local-date.js';
import { parseLocalDate } from '../calendar/local-date.js';
import {
  type AnalyticForm,
  type AnalyticQuery,
  type Format,
  FORMATS,
  type Kind,
  KINDS,
  type Perspective,
  PERSPECTIVES,
  type QueryError,
  RESOLUTIONS,
  SOURCES,
} from './analytic-query.js';

/**
 * Every documented name of a parameter: principal, short, alias, short alias. A request may give
 * several of them. Then the first in this order that is not blank counts (our choice: the
 * documentation lets styles mix and names no winner).
 */
const NAMES = {
  perspective: ['perspective', 'pv', 'by'],
  resolution: ['resolution_time', 'rs', 'interval', 'i'],
  begin: ['restrict_begin', 'rb'],
  end: ['restrict_end', 're'],
  kind: ['restrict_kind', 'rk', 'taxonomy', 'ty'],
  thing: ['restrict_thing', 'rt', 'taxon', 'tx'],
  thingy: ['restrict_thingy', 'ry', 'sub_taxon', 'tn'],
  source: ['restrict_source_type'],
  scheduleId: ['restrict_schedule_id', 'rsi', 'schedule_id', 's'],
  format: ['format'],
} as const;

type Field = keyof typeof NAMES;

/**
 * The parameters of a request, by name. The caller keeps only the last value of a repeated name.
 */
export type AnalyticParameters = Readonly<Record<string, string | undefined>>;

/** A query and the format of its answer. */
export interface AnalyticRequest {
  readonly query: AnalyticQuery;
  readonly format: Format;
}

/**
 * Makes a query from the parameters of GET /anapi/data, or a query error that names every bad
 * field.
 * Never throws.
 *
 * Unknown parameters are ignored. A blank parameter counts as absent. The defaults are: rank,
 * activity, hour, JSON, today. Listed values are trimmed and may be in upper or lower case; names
 * of things are exact. A day is `YYYY-MM-DD`, `YYYYMMDD` or an ISO date-time. Of a date-time, the
 * date counts as it is written, whatever the offset.
 *
 * A begin without an end means: up to `today`. An end without a begin (our choice) means: that day
 * alone, or from `today` when the end is later. A begin after the end is a range without days. So
 * an importer that is up to date gets no rows instead of an error. `efficiency` outside of an
 * interval is refused, as documented.
 *
 * Source: Analytic Data API, "Query Parameters"; defaults and date forms from recorded requests.
 */
export function parseAnalyticQuery(parameters: AnalyticParameters, today: LocalDate): AnalyticRequest | QueryError {
  const bad: Field[] = [];
  const read = <T>(field: Field, parse: (text: string) => T | undefined): T | undefined => {
    const text = valueOf(parameters, field);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined) bad.push(field);
    return value;
  };

  const perspective = read('perspective', oneOf(PERSPECTIVES)) ?? 'rank';
  const kind = read('kind', oneOf(KINDS)) ?? 'activity';
  const form = formOf(perspective, kind);
  if (!form) bad.push('kind');
  const end = read('end', parseDay);
  const restrictions = {
    resolution: read('resolution', oneOf(RESOLUTIONS)) ?? 'hour',
    begin: read('begin', parseDay) ?? earlier(end ?? today, today),
    end: end ?? today,
    thing: valueOf(parameters, 'thing'),
    thingy: valueOf(parameters, 'thingy'),
    source: read('source', oneOf(SOURCES)),
    scheduleId: read('scheduleId', parseId),
  };
  const format = read('format', oneOf(FORMATS)) ?? 'json';
  if (!form || bad.length > 0) return { code: 'query_error', fields: bad };
  return { query: { ...form, ...restrictions }, format };
}

function formOf(perspective: Perspective, kind: Kind): AnalyticForm | undefined {
  if (perspective === 'interval') return { perspective, kind };
  return kind === 'efficiency' ? undefined : { perspective, kind };
}

/** The kinds that an application may see without a right to see activities. */
export type RestrictedKind = 'overview' | 'category' | 'productivity';

/**
 * The query of a restricted report. Its kind is always `kind`, whatever the parameters ask for.
 * Parameters that name a thing are a query error, because what is inside a thing is finer than the
 * kind.
 * Source: Analytic Data API, "About restricted reports".
 */
export function parseRestrictedQuery(
  parameters: AnalyticParameters,
  today: LocalDate,
  kind: RestrictedKind,
): AnalyticRequest | QueryError {
  const asked = parseAnalyticQuery({ ...parameters, [NAMES.kind[0]]: kind }, today);
  if ('code' in asked) return asked;
  const fields = (['thing', 'thingy'] as const).filter((field) => asked.query[field] !== undefined);
  return fields.length > 0 ? { code: 'query_error', fields } : asked;
}

/** Whether a request gives a field, by any of its names. A blank value does not count. */
export const isGiven = (parameters: AnalyticParameters, field: keyof typeof NAMES): boolean =>
  valueOf(parameters, field) !== undefined;

function valueOf(parameters: AnalyticParameters, field: Field): string | undefined {
  return NAMES[field].map((name) => parameters[name]).find((value) => value !== undefined && value.trim() !== '');
}

/** Reads one of the values, trimmed, in upper or lower case. Undefined for any other text. */
export function oneOf<T extends string>(values: readonly T[]): (text: string) => T | undefined {
  return (text) => values.find((value) => value === text.trim().toLowerCase());
}

// A space may stand for the `+` of an offset: some clients do not escape it in a query string.
const TIME = String.raw`\d\d(?::?\d\d(?::?\d\d(?:[.,]\d+)?)?)?\s?(?:Z|[-+ ]\d\d(?::?\d\d)?)?`;
const DAY = new RegExp(String.raw`^(?:(\d{4})-(\d\d)-(\d\d)|(\d{4})(\d\d)(\d\d))(?:[T ]${TIME})?$`, 'i');

function parseDay(text: string): LocalDate | undefined {
  const parts = DAY.exec(text.trim())
    ?.slice(1)
    .filter((part) => part !== undefined);
  return parts && parseLocalDate(parts.join('-'));
}

/** Reads a trimmed whole number in digits. Undefined for any other text. */
export function parseId(text: string): number | undefined {
  const id = Number(text);
  return /^\d+$/.test(text.trim()) && Number.isSafeInteger(id) ? id : undefined;
}

function earlier(a: LocalDate, b: LocalDate): LocalDate {
  return a < b ? a : b;
}
