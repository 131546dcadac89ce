import { nextDay } from '../../format/days.js';
import { monthOf, type Period, weekOf, yearOf } from '../../format/periods.js';

const TWELVE_MONTHS = 365;

/** The period of these days: a week, month or year when they are just that. */
export function periodOf(begin: string, end: string, firstWeekday: number): Period {
  const named = [weekOf(begin, firstWeekday), monthOf(begin), yearOf(begin)];
  return named.find((one) => one.begin === begin && one.end === end) ?? { kind: 'range', begin, end };
}

export const CHOICES = ['day', 'week', 'month', 'year', 'twelveMonths'] as const;
export type PeriodChoice = (typeof CHOICES)[number];

/** The days of a choice, up to today or around it. */
export function daysOfChoice(choice: PeriodChoice, today: string, firstWeekday: number): Pick<Period, 'begin' | 'end'> {
  switch (choice) {
    case 'day':
      return { begin: today, end: today };
    case 'week':
      return weekOf(today, firstWeekday);
    case 'month':
      return monthOf(today);
    case 'year':
      return yearOf(today);
    case 'twelveMonths':
      return { begin: nextDay(today, 1 - TWELVE_MONTHS), end: today };
  }
}
