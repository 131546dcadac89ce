import { nextDay } from './days.js';

/** A period that has a page: its kind, and its first and last day. */
export interface Period {
  readonly kind: 'week' | 'month' | 'year' | 'range';
  readonly begin: string;
  readonly end: string;
}

/** 0 is Sunday. */
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay();

/**
 * The first day of the reader's week, 0 for Sunday. Browsers that do not know it get Monday, as in
 * ISO 8601.
 */
export function firstWeekday(locale: string): number {
  const info = new Intl.Locale(locale) as Intl.Locale & {
    getWeekInfo?: () => { firstDay: number };
    weekInfo?: { firstDay: number };
  };
  const firstDay = info.getWeekInfo?.().firstDay ?? info.weekInfo?.firstDay ?? 1;
  return firstDay % 7;
}

/** The week of a day, from the reader's first weekday. */
export function weekOf(date: string, first: number): Period {
  const begin = nextDay(date, -((weekdayOf(date) - first + 7) % 7));
  return { kind: 'week', begin, end: nextDay(begin, 6) };
}

/** The month of a day. */
export function monthOf(date: string): Period {
  const [year, month] = [Number(date.slice(0, 4)), Number(date.slice(5, 7))];
  return { kind: 'month', begin: `${date.slice(0, 7)}-01`, end: isoDay(Date.UTC(year, month, 0)) };
}

/** The year of a day. */
export const yearOf = (date: string): Period => ({
  ...{ kind: 'year', begin: `${date.slice(0, 4)}-01-01`, end: `${date.slice(0, 4)}-12-31` },
});

/** The period after this one (`step` 1) or before it (-1). It has the same kind. */
export function besides(period: Period, step: 1 | -1): Period {
  const { kind, begin, end } = period;
  const neighbour = step === 1 ? nextDay(end, 1) : nextDay(begin, -1);
  if (kind === 'month') return monthOf(neighbour);
  if (kind === 'year') return yearOf(neighbour);
  const days = (Date.parse(end) - Date.parse(begin)) / 86_400_000 + 1;
  return { kind, begin: nextDay(begin, step * days), end: nextDay(end, step * days) };
}

/** The address of the page of a period. */
export function addressOf({ kind, begin, end }: Period): `/${string}` {
  if (kind === 'week') return `/week/${begin}`;
  if (kind === 'month') return `/month/${begin.slice(0, 7)}`;
  return kind === 'year' ? `/year/${begin.slice(0, 4)}` : `/range/${begin}/${end}`;
}

/** The name of a period in the reader's locale: `November 2026`, `23 – 29 November 2026`. */
export function periodName(locale: string, { kind, begin, end }: Period): string {
  if (kind === 'year') return begin.slice(0, 4);
  const [from, to] = [Date.parse(`${begin}T00:00:00Z`), Date.parse(`${end}T00:00:00Z`)];
  if (kind === 'month')
    return new Intl.DateTimeFormat(locale, { month: 'long', year: 'numeric', timeZone: 'UTC' }).format(from);
  return new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' }).formatRange(from, to);
}

const isoDay = (ms: number): string => new Date(ms).toISOString().slice(0, 10);
