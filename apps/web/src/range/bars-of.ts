import type { components } from '@app/client';
import type { IntervalBar } from '../charts/interval-bars.js';
import { nextDay } from '../format/days.js';

type Range = Pick<components['schemas']['RangeReportDto'], 'begin' | 'end' | 'resolution' | 'intervals'>;

const NO_TIME = [0, 0, 0, 0, 0];
const MOST_LABELS = 31;

/** A bar for each day or month of a range, also for those without time. */
export function barsOf({ begin, end, resolution, intervals }: Range, locale: string): IntervalBar[] {
  const known = new Map(intervals.map(({ date, levelSeconds }) => [date, levelSeconds]));
  const keys = resolution === 'day' ? daysFrom(begin, end) : monthsFrom(begin, end);
  const isDay = resolution === 'day';
  const long = new Intl.DateTimeFormat(
    locale,
    isDay ? { dateStyle: 'full', timeZone: 'UTC' } : { month: 'long', year: 'numeric', timeZone: 'UTC' },
  );
  const short = new Intl.DateTimeFormat(locale, labelOf(isDay, keys.length));
  return keys.map((key) => ({
    key,
    label: !isDay || keys.length <= MOST_LABELS || key.endsWith('-01') ? short.format(Date.parse(key)) : '',
    title: long.format(Date.parse(key)),
    path: isDay ? `/day/${key}` : `/month/${key.slice(0, 7)}`,
    levelSeconds: known.get(key) ?? NO_TIME,
  }));
}

function labelOf(isDay: boolean, count: number): Intl.DateTimeFormatOptions {
  if (!isDay) return { month: 'short', timeZone: 'UTC', ...(count > 12 && { year: '2-digit' }) };
  if (count <= 7) return { weekday: 'short', timeZone: 'UTC' };
  return count <= MOST_LABELS ? { day: 'numeric', timeZone: 'UTC' } : { month: 'short', timeZone: 'UTC' };
}

function daysFrom(begin: string, end: string): string[] {
  const days: string[] = [];
  for (let day = begin; day <= end; day = nextDay(day, 1)) days.push(day);
  return days;
}

function monthsFrom(begin: string, end: string): string[] {
  const months: string[] = [];
  for (let day = `${begin.slice(0, 7)}-01`; day <= end; day = `${nextDay(day, 31).slice(0, 7)}-01`) months.push(day);
  return months;
}
