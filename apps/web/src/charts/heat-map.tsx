import './charts.css';
import { durationText } from '../format/duration.js';
import { weekdayNames } from '../format/weekdays.js';
import { hourText, timeText } from '../format/clock.js';
import { useTexts } from '../text/reader.js';
import { hoursBetween } from './labels.js';
import { secondsIn } from './levels.js';
import { useWidth } from './use-width.js';

interface HourOfWeek {
  readonly weekday: number;
  readonly hour: number;
  readonly levelSeconds: readonly number[];
}

const ROW = 20;
const LEFT = 44;

/** The weekdays by hour: the darker, the more time. Rows begin with the reader's first weekday. */
export function HeatMap({ hours, caption }: { hours: readonly HourOfWeek[]; caption: string }) {
  const texts = useTexts();
  const [place, width] = useWidth();
  const cellWidth = (width - LEFT) / 24;
  const names = Array.from({ length: 24 }, (_, hour) => hourText(texts.locale, hour));
  const named = Math.max(3, hoursBetween(names, cellWidth));
  const sums = new Map(hours.map(({ weekday, hour, levelSeconds }) => [weekday * 24 + hour, secondsIn(levelSeconds)]));
  const most = Math.max(1, ...sums.values());
  return (
    <div ref={place}>
      <svg class="chart" viewBox={`0 0 ${width} ${7 * ROW + 18}`} role="img" aria-label={caption}>
        {weekdayNames(texts.locale, 'short').map(({ weekday, name }, row) => (
          <g key={weekday}>
            <text x={0} y={row * ROW + 14}>
              {name}
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
                      <title>{`${name} ${timeText(texts.locale, `${String(hour).padStart(2, '0')}:00`)} · ${durationText(texts, seconds)}`}</title>
                    </rect>
                  )}
                </g>
              );
            })}
          </g>
        ))}
        {Array.from({ length: 24 / named }, (_, n) => n * named).map((hour) => (
          <text key={hour} x={LEFT + hour * cellWidth} y={7 * ROW + 14}>
            {names[hour]}
          </text>
        ))}
      </svg>
    </div>
  );
}
