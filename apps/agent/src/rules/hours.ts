/** Minutes of a week, from Monday 00:00 local time. Half-open. The end may pass the week's end. */
export interface WeekStretch {
  fromMinute: number;
  toMinute: number;
}

/** When to record, as the person wrote it and as stretches of a week. */
export interface Hours {
  text: string;
  stretches: readonly WeekStretch[];
}

/** The text names no days and hours. The message says how to write them. */
export class WrongHours extends Error {}

const DAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'];
const DAY_MINUTES = 1_440;
const WEEK_MINUTES = 7 * DAY_MINUTES;
const MINUTE_MS = 60_000;
const MOST_PARTS = 50;
const HOW = 'write days and hours like this: "mon-fri 9:00-17:30; sat 10:00-12:00"';

/**
 * Reads days and hours: `mon-fri 9-12,13-17:30; sat 22:00-2:00`. A part without days counts on
 * every day. A stretch whose end is not after its start goes over midnight, and belongs to the day
 * of its start. `always` is null. Throws WrongHours.
 */
export function parseHours(written: string): Hours | null {
  const text = written.trim();
  if (text.toLowerCase() === 'always') return null;
  const parts = text.toLowerCase().split(';');
  if (parts.length > MOST_PARTS) throw new WrongHours(`more than ${MOST_PARTS} parts; ${HOW}`);
  return { text, stretches: parts.flatMap(stretchesOf) };
}

function stretchesOf(part: string): WeekStretch[] {
  const words = part.trim().split(/\s+/);
  const [days, times, ...more] = words.length === 1 ? ['mon-sun', ...words] : words;
  if (days === undefined || times === undefined || more.length > 0) throw new WrongHours(HOW);
  const clocks = times.split(',').map(clockStretch);
  return daysOf(days).flatMap((day) =>
    clocks.map(({ fromMinute, toMinute }) => ({
      fromMinute: day * DAY_MINUTES + fromMinute,
      toMinute: day * DAY_MINUTES + toMinute,
    })),
  );
}

/** `mon,wed-fri` -> 0, 2, 3, 4. `fri-mon` goes over the week's end. */
function daysOf(text: string): number[] {
  const days = text.split(',').flatMap((range) => {
    const [first, last = first, ...more] = range.split('-').map((name) => DAYS.indexOf(name));
    if (first === undefined || last === undefined || first < 0 || last < 0 || more.length > 0) {
      throw new WrongHours(`"${range.slice(0, 20)}" is no day (mon, tue, wed, thu, fri, sat, sun); ${HOW}`);
    }
    return Array.from({ length: ((last - first + 7) % 7) + 1 }, (_unused, index) => (first + index) % 7);
  });
  return [...new Set(days)];
}

function clockStretch(text: string): WeekStretch {
  const [from, to, ...more] = text.split('-').map(minuteOfDay);
  if (from === undefined || to === undefined || more.length > 0) throw new WrongHours(HOW);
  if (from === to) throw new WrongHours(`"${text}" starts and ends at the same time; ${HOW}`);
  return { fromMinute: from, toMinute: to > from ? to : to + DAY_MINUTES };
}

/** `9` and `9:30` and `24:00`. */
function minuteOfDay(text: string): number {
  const [, hours, minutes = '0'] = /^(\d{1,2})(?::(\d\d))?$/.exec(text) ?? [];
  const minute = Number(hours) * 60 + Number(minutes);
  if (hours === undefined || Number(minutes) > 59 || minute > DAY_MINUTES) {
    throw new WrongHours(`"${text.slice(0, 20)}" is no time of day; ${HOW}`);
  }
  return minute;
}

/**
 * Whether this moment is inside of the hours, by the clock on the wall. On the day that skips an
 * hour the skipped times do not come. On the day that repeats one they count both times.
 */
export function isWithin({ stretches }: Hours, atMs: number, zone: string): boolean {
  const minute = minuteOfWeek(atMs, zone);
  return stretches.some(
    ({ fromMinute, toMinute }) => (minute >= fromMinute && minute < toMinute) || minute + WEEK_MINUTES < toMinute,
  );
}

/** The next full minute (epoch ms) inside of the hours. Null when none comes within eight days. */
export function nextOpening(hours: Hours, afterMs: number, zone: string): number | null {
  const firstMs = nextMinute(afterMs);
  for (let minute = 0; minute < 8 * DAY_MINUTES; minute++) {
    const atMs = firstMs + minute * MINUTE_MS;
    if (isWithin(hours, atMs, zone)) return atMs;
  }
  return null;
}

/**
 * The start of the next minute: only there hours begin or end. All zones of today differ by whole
 * minutes from UTC.
 */
export const nextMinute = (atMs: number): number => (Math.floor(atMs / MINUTE_MS) + 1) * MINUTE_MS;

const clocks = new Map<string, Intl.DateTimeFormat>();

function minuteOfWeek(atMs: number, zone: string): number {
  const clock = clocks.get(zone) ?? clockOf(zone);
  clocks.set(zone, clock);
  const [weekday = '', time = ''] = clock.format(atMs).split(' ');
  const [hours, minutes] = time.split(':').map(Number);
  return DAYS.indexOf(weekday.toLowerCase()) * DAY_MINUTES + (hours ?? 0) * 60 + (minutes ?? 0);
}

/** Shows "Mon 09:05". */
function clockOf(timeZone: string): Intl.DateTimeFormat {
  const shape = { weekday: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
  return new Intl.DateTimeFormat('en-US', { timeZone, ...shape });
}
