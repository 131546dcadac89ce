import type { components } from '@app/client';
import { isDay } from '../format/days.js';

/** What the server told: see `GET /api/v1/live`. */
export type Told = Pick<components['schemas']['LiveDto'], 'all' | 'kinds' | 'days'>;

type Kind = Told['kinds'][number];

/** The answers that show time. */
const TIME = ['day', 'range', 'activities', 'documents', 'goals', 'rule preview'];

/** For each kind of change, the answers that depend on it, by the first part of their keys. */
const KEYS_OF: Readonly<Record<Kind, readonly string[]>> = {
  account: [...TIME, 'account', 'address', 'keys', 'second-factor'],
  activities: [...TIME, 'devices', 'stored'],
  alerts: ['alerts', 'goals'],
  applications: ['applications'],
  devices: ['devices'],
  erasures: ['erasure', 'stored'],
  focus: ['focus'],
  goals: ['goals'],
  highlights: ['highlights'],
  keeping: ['keeping'],
  'offline-time': [...TIME, 'offline-time'],
  schedules: ['schedules', 'goals'],
  sessions: ['sessions', 'again'],
  'sign-in': ['second-factor', 'passkeys', 'again'],
  summaries: [],
  taxonomy: [...TIME, 'taxonomy', 'rules'],
  teams: ['teams'],
};

const NAMED = new Set(Object.values(KEYS_OF).flat());

/**
 * Whether an answer may be another one after a change, so the page asks for it again. `today` is
 * the present day of the account. An answer that no kind of change names depends on all of them.
 */
export function isAffected(key: readonly unknown[], told: Told, today: string): boolean {
  const name = String(key[0]);
  if (told.all || !NAMED.has(name)) return true;
  const kinds = told.kinds.filter((kind) => KEYS_OF[kind]?.includes(name) ?? true);
  if (kinds.length === 0) return false;
  const isOfDays = told.days.length > 0 && kinds.every((kind) => kind === 'activities' || kind === 'offline-time');
  // A goal may be of a week or a month.
  return !isOfDays || name === 'goals' || showsOneOf(key, told.days, today);
}

/** Whether an answer shows one of the days. One day in a key is that day; two are a range. */
function showsOneOf(key: readonly unknown[], days: readonly string[], today: string): boolean {
  const [begin, end] = key.map((part) => (part === 'today' ? today : String(part))).filter(isDay);
  if (begin === undefined) return true;
  if (end === undefined) return days.some((day) => day === begin || isUsualOf(day, begin));
  // A range is compared with as many days just before.
  const first = 2 * numberOf(begin) - numberOf(end) - 1;
  return days.some((day) => numberOf(day) >= first && day <= end);
}

/** A day is compared with the eight such weekdays before, and those that have time. */
const isUsualOf = (day: string, shown: string): boolean =>
  day < shown && (numberOf(shown) - numberOf(day)) % 7 === 0 && numberOf(shown) - numberOf(day) <= 7 * 8;

const numberOf = (day: string): number => Date.parse(`${day}T00:00:00Z`) / 86_400_000;
