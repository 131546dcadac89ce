import './charts.css';
import { durationText } from '../format/duration.js';
import { firstWeekday } from '../format/periods.js';
import { useTexts } from '../text/reader.js';
import { useWidth } from './use-width.js';

interface HourOfWeek {
  readonly weekday: number;
  readonly hour: number;
  readonly levelSeconds: readonly number[];
}

const ROW = 20;
const LEFT = 44;
/** A Monday, to name the weekdays. */
const MONDAY = Date.UTC(2026, 10, 23);
const DAY_MS = 86_400_000;

/** The weekdays by hour: the darker, the more time. Rows begin with the reader's first weekday. */
export function HeatMap({ hours, caption }: { hours: readonly HourOfWeek[]; caption: string }) {
  const texts = useTexts();
  const [place, width] = useWidth();
  const cellWidth = (width - LEFT) / 24;
  const sums = new Map(
    hours.map(({ weekday, hour, levelSeconds }) => [weekday * 24 + hour, levelSeconds.reduce((a, b) => a + b, 0)]),
  );
  const most = Math.max(1, ...sums.values());
  const first = firstWeekday(texts.locale) || 7;
  const weekdays = Array.from({ length: 7 }, (_, n) => ((first - 1 + n) % 7) + 1);
  const name = new Intl.DateTimeFormat(texts.locale, { weekday: 'short', timeZone: 'UTC' });
  return (
    <div ref={place}>
      <svg class="chart" viewBox={`0 0 ${width} ${7 * ROW + 18}`} role="img" aria-label={caption}>
        {weekdays.map((weekday, row) => (
          <g key={weekday}>
            <text x={0} y={row * ROW + 14}>
              {name.format(MONDAY + (weekday - 1) * DAY_MS)}
            </text>
            {Array.from({ length: 24 }, (_, hour) => {
              const seconds = sums.get(weekday * 24 + hour) ?? 0;
              const cell = {
                x: LEFT + hour * cellWidth,
                y: row * ROW,
                width: Math.max(1, cellWidth - 2),
                height: ROW - 2,
                rx: 3,
              };
              const share = seconds === 0 ? 0 : 0.15 + (0.85 * seconds) / most;
              return (
                <g key={hour}>
                  <rect {...cell} fill="var(--track)" />
                  {seconds > 0 && (
                    <rect {...cell} fill="var(--accent)" opacity={share}>
                      <title>
                        {`${name.format(MONDAY + (weekday - 1) * DAY_MS)} ${hour}:00 · ${durationText(texts, seconds)}`}
                      </title>
                    </rect>
                  )}
                </g>
              );
            })}
          </g>
        ))}
        {Array.from({ length: 8 }, (_, n) => n * 3).map((hour) => (
          <text key={hour} x={LEFT + hour * cellWidth} y={7 * ROW + 14}>
            {String(hour).padStart(2, '0')}
          </text>
        ))}
      </svg>
    </div>
  );
}
