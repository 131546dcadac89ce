import '../charts/charts.css';
import { LEVELS, levelColour, secondsAt } from '../charts/levels.js';
import { useWidth } from '../charts/use-width.js';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';
import { hoursOf, shortWeek, weekName } from './week-names.js';

interface WeekBar {
  /** The Monday. */
  readonly week: string;
  /** Of five levels, -2 first. Undefined: the week has no table. */
  readonly levelSeconds: readonly number[] | undefined;
}

interface WeekChartProps {
  readonly teamId: string;
  /** The oldest first. */
  readonly bars: readonly WeekBar[];
  readonly shown: string | undefined;
}

const HEIGHT = 140;
const LABEL_PIXELS = 52;
const WIDEST = 72;

/** The published hours of each week, stacked by level. A bar leads to the table of its week. */
export function WeekChart({ teamId, bars, shown }: WeekChartProps) {
  const { text, locale } = useTexts(TEXTS);
  const [place, width] = useWidth();
  const totals = bars.map(({ levelSeconds = [] }) => levelSeconds.reduce((sum, one) => sum + one, 0));
  const most = Math.max(3_600, ...totals);
  const step = Math.min(WIDEST, width / Math.max(1, bars.length));
  const labelEvery = Math.max(1, Math.ceil(LABEL_PIXELS / step));
  return (
    <div ref={place}>
      <svg class="chart" viewBox={`0 0 ${width} ${HEIGHT + 34}`} role="group" aria-label={text('weeks.title')}>
        <line x1={0} x2={width} y1={HEIGHT + 10} y2={HEIGHT + 10} stroke="var(--line)" />
        <line x1={0} x2={width} y1={10} y2={10} stroke="var(--line)" />
        <text aria-hidden="true" x={width} y={22} text-anchor="end">
          {text('chart.hours', { hours: hoursOf(locale, most) })}
        </text>
        {bars.map(({ week, levelSeconds }, n) => {
          const x = n * step;
          const values = { week: weekName(locale, week), hours: hoursOf(locale, totals[n] ?? 0) };
          return (
            <g key={week}>
              {levelSeconds ? (
                <a
                  href={at(`/teams/${teamId}/${week}`)}
                  aria-label={text('weeks.bar', values)}
                  {...(week === shown && { 'aria-current': 'true' as const })}
                >
                  <title>{text('weeks.bar', values)}</title>
                  <rect
                    x={x}
                    y={0}
                    width={step}
                    height={HEIGHT + 34}
                    fill={week === shown ? 'var(--track)' : 'transparent'}
                  />
                  <Stack x={x + step * 0.15} width={step * 0.7} levelSeconds={levelSeconds} most={most} />
                </a>
              ) : (
                <text aria-hidden="true" x={x + step / 2} y={HEIGHT + 4} text-anchor="middle">
                  –
                </text>
              )}
              {n % labelEvery === 0 && (
                <text aria-hidden="true" x={x + Math.min(step / 2, 24)} y={HEIGHT + 28} text-anchor="middle">
                  {shortWeek(locale, week)}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

interface StackProps {
  readonly x: number;
  readonly width: number;
  readonly levelSeconds: readonly number[];
  /** The seconds of the highest bar. */
  readonly most: number;
}

function Stack({ x, width, levelSeconds, most }: StackProps) {
  let y = HEIGHT + 10;
  return (
    <>
      {LEVELS.map((level) => {
        const height = (secondsAt(levelSeconds, level) * HEIGHT) / most;
        y -= height;
        return height > 0 && <rect key={level} x={x} y={y} width={width} height={height} fill={levelColour(level)} />;
      })}
    </>
  );
}
