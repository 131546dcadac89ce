import { dayPlan } from './day-plan.js';
import { PEOPLE } from './people.js';

const DAYS = Array.from({ length: 365 }, (_, n) => new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10));
const isWorkday = (date: string) => ![0, 6].includes(new Date(date).getUTCDay());

describe.each(PEOPLE)('the invented year of the $work', (person) => {
  const year = DAYS.map((date) => ({ date, ...dayPlan(person, date) }));

  it('is the same in every run', () => {
    expect(DAYS.map((date) => ({ date, ...dayPlan(person, date) }))).toEqual(year);
  });

  it('has pieces in order, that overlap neither each other nor a meeting, and end on their day', () => {
    const wrong = year.filter(({ pieces, offline }) => {
      const all = [...pieces, ...offline].sort((a, b) => a.from - b.from);
      return !all.every(({ from, to }, n) => to > from && to <= 24 * 60 && from >= (all[n - 1]?.to ?? 0));
    });
    expect(wrong).toEqual([]);
  });

  it('has some 230 workdays of five to ten hours, a free New Year, and little time at weekends', () => {
    const minutes = ({ pieces }: (typeof year)[number]) => pieces.reduce((sum, { from, to }) => sum + to - from, 0);
    const worked = year.filter((day) => isWorkday(day.date) && minutes(day) > 240);
    expect(worked.length).toBeGreaterThan(210);
    expect(worked.length).toBeLessThan(250);
    for (const day of worked) expect(minutes(day)).toBeLessThan(11 * 60);
    expect(year[0]?.offline).toEqual([]);
    const weekends = year.filter(({ date }) => !isWorkday(date)).reduce((sum, day) => sum + minutes(day), 0);
    expect(weekends / 60).toBeLessThan(300);
    expect(weekends).toBeGreaterThan(0);
  });
});
