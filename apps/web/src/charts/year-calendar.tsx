import './charts.css';
import { durationText } from '../format/duration.js';
import { nextDay } from '../format/days.js';
import { firstWeekday, weekOf } from '../format/periods.js';
import { useTexts } from '../text/reader.js';
import { at } from '../server/address.js';

const CELL = 18;
const LEFT = 34;
const TOP = 16;
const DAY_MS = 86_400_000;

interface YearCalendarProps {
  /** The year: `2026`. */
  readonly year: string;
  readonly secondsOf: (date: string) => number;
  readonly caption: string;
}

/** A year as weeks from left to right, a square for each day. Each leads to its day. */
export function YearCalendar({ year, secondsOf, caption }: YearCalendarProps) {
  const texts = useTexts();
  const first = firstWeekday(texts.locale);
  const begin = weekOf(`${year}-01-01`, first).begin;
  const days: string[] = [];
  for (let day = `${year}-01-01`; day.startsWith(year); day = nextDay(day, 1)) days.push(day);
  const most = Math.max(1, ...days.map(secondsOf));
  const dayName = new Intl.DateTimeFormat(texts.locale, { dateStyle: 'medium', timeZone: 'UTC' });
  const monthName = new Intl.DateTimeFormat(texts.locale, { month: 'short', timeZone: 'UTC' });
  const placeOf = (day: string) => {
    const n = Math.round((Date.parse(day) - Date.parse(begin)) / DAY_MS);
    return { x: LEFT + Math.floor(n / 7) * CELL, y: TOP + (n % 7) * CELL };
  };
  return (
    <div class="scrolls">
      <svg
        class="chart"
        style={{ minWidth: '760px' }}
        viewBox={`0 0 ${LEFT + 54 * CELL} ${TOP + 7 * CELL}`}
        role="group"
        aria-label={caption}
      >
        {days
          .filter((day) => day.endsWith('-01'))
          .map((day) => (
            <text key={day} x={placeOf(day).x} y={11}>
              {monthName.format(Date.parse(day))}
            </text>
          ))}
        {days.map((day) => {
          const seconds = secondsOf(day);
          const cell = { ...placeOf(day), width: CELL - 3, height: CELL - 3, rx: 3 };
          if (seconds === 0) return <rect key={day} {...cell} fill="var(--track)" />;
          const name = `${dayName.format(Date.parse(day))}: ${durationText(texts, seconds)}`;
          return (
            <a key={day} href={at(`/day/${day}`)} aria-label={name}>
              <title>{name}</title>
              <rect {...cell} fill="var(--accent)" opacity={0.2 + (0.8 * seconds) / most} />
            </a>
          );
        })}
      </svg>
    </div>
  );
}
