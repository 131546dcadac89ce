import type { Habit, Meeting, Person } from './people.js';
import { type Random, randomOf } from './random.js';

/** Something in front of a person. Times are minutes after midnight, by the wall clock. */
export interface Piece {
  readonly application: string;
  readonly url?: string;
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

/** Time without a computer. */
export interface Offline {
  readonly name: string;
  readonly from: number;
  readonly to: number;
}

/** What one day of a person held. */
export interface DayPlan {
  readonly pieces: readonly Piece[];
  readonly offline: readonly Offline[];
  readonly highlight?: string;
}

const NOTHING: DayPlan = { pieces: [], offline: [] };
/** Month and day on which the whole team is off. */
const PUBLIC_HOLIDAYS = new Set(['01-01', '05-01', '12-24', '12-25', '12-26', '12-31']);

/** 1 is Monday, 7 is Sunday. */
const weekdayOf = (date: string): number => new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
const dayOfYear = (date: string): number =>
  Math.round((Date.parse(`${date}T00:00:00Z`) - Date.parse(`${date.slice(0, 4)}-01-01T00:00:00Z`)) / 86_400_000);

/** Three weeks off a year, each person in other ones; and some sick days. */
function isOff(person: Person, date: string): boolean {
  if (PUBLIC_HOLIDAYS.has(date.slice(5))) return true;
  const year = randomOf(`${person.name} ${date.slice(0, 4)} holidays`);
  const summer = year.between(180, 220);
  const winter = year.between(40, 75);
  const day = dayOfYear(date);
  if ((day >= summer && day < summer + 14) || (day >= winter && day < winter + 7)) return true;
  return randomOf(`${person.name} ${date} health`).next() < 0.02;
}

/**
 * The day of a person: the same in every run. Pieces are in order, do not overlap, and leave out
 * the lunch, the meetings and short breaks.
 */
export function dayPlan(person: Person, date: string): DayPlan {
  const random = randomOf(`${person.name} ${date}`);
  const weekday = weekdayOf(date);
  const isFree = weekday > 5 || isOff(person, date);
  if (isFree && random.next() > person.leisureShare) return NOTHING;
  if (isFree) {
    const from = random.between(10 * 60, 15 * 60);
    return { pieces: filled(random, person.leisure, { from, to: from + random.between(60, 240) }), offline: [] };
  }
  const begin = person.begin + random.between(-25, 25);
  const lunch = { from: 12 * 60 + random.between(0, 30), minutes: random.between(30, 60) };
  const meetings = person.meetings.filter((one) => one.weekdays.includes(weekday) && random.next() > 0.08);
  const offline = meetings.map(({ name, start, minutes }: Meeting) => ({ name, from: start, to: start + minutes }));
  const away = [...offline, { from: lunch.from, to: lunch.from + lunch.minutes }].sort((a, b) => a.from - b.from);
  const pieces: Piece[] = [];
  let from = begin;
  for (const gap of [...away, { from: person.end + random.between(-40, 50), to: 0 }]) {
    if (gap.from > from) pieces.push(...filled(random, person.habits, { from, to: gap.from }));
    from = Math.max(from, gap.to);
  }
  if (random.next() < person.leisureShare) {
    const evening = random.between(19 * 60 + 30, 20 * 60 + 30);
    pieces.push(...filled(random, person.leisure, { from: evening, to: evening + random.between(40, 120) }));
  }
  const hasHighlight = random.next() < 0.12;
  return { pieces, offline, ...(hasHighlight && { highlight: random.oneOf(person.highlights) }) };
}

/** Pieces of habits, one after the other, with short breaks. */
function filled(random: Random, habits: readonly Habit[], { from, to }: { from: number; to: number }): Piece[] {
  const pieces: Piece[] = [];
  let now = from;
  while (now < to) {
    const { application, url, titles, minutes } = byWeight(random, habits);
    const end = Math.min(to, now + random.between(...minutes));
    pieces.push({ application, ...(url !== undefined && { url }), title: random.oneOf(titles), from: now, to: end });
    now = end + (random.next() < 0.12 ? random.between(4, 14) : 0);
  }
  return pieces;
}

function byWeight(random: Random, habits: readonly Habit[]): Habit {
  let place = random.next() * habits.reduce((sum, { weight }) => sum + weight, 0);
  return habits.find(({ weight }) => (place -= weight) < 0) ?? (habits[0] as Habit);
}
