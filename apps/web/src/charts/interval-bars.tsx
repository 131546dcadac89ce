import './charts.css';
import { durationText } from '../format/duration.js';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { halfOf, shownLabels } from './labels.js';
import { useWidth } from './use-width.js';
import { LEVELS, levelColour, secondsAt, secondsIn } from './levels.js';

export interface IntervalBar {
  readonly key: string;
  /** Under the bar. Empty for no label. */
  readonly label: string;
  readonly title: string;
  readonly path: `/${string}`;
  readonly levelSeconds: readonly number[];
}

const HEIGHT = 160;
const LEFT = 40;
const HOUR = 3_600;
const LINES = 4;

const labelOf = ({ label }: IntervalBar): string => label;

/** Days or months as stacks of levels. Each leads to its own page. */
export function IntervalBars({ bars, caption }: { bars: readonly IntervalBar[]; caption: string }) {
  const texts = useTexts();
  const totals = bars.map(({ levelSeconds }) => secondsIn(levelSeconds));
  const lineHours = lineStep(Math.max(HOUR, ...totals) / HOUR);
  const most = lineHours * LINES * HOUR;
  const [place, width] = useWidth();
  const step = (width - LEFT) / Math.max(1, bars.length);
  const labels = shownLabels(bars.map(labelOf), step);
  return (
    <div ref={place}>
      <svg class="chart" viewBox={`0 0 ${width} ${HEIGHT + 34}`} role="group" aria-label={caption}>
        {Array.from({ length: LINES }, (_, n) => (n + 1) * lineHours).map((hours) => {
          const y = 10 + HEIGHT - (hours * HOUR * HEIGHT) / most;
          return (
            <g key={hours} aria-hidden="true">
              <line x1={LEFT} x2={width} y1={y} y2={y} stroke="var(--line)" />
              <text x={LEFT - 6} y={y + 4} text-anchor="end">
                {texts.text('chart.hours', { hours })}
              </text>
            </g>
          );
        })}
        {bars.map((bar, n) => {
          let y = 10 + HEIGHT;
          const x = LEFT + n * step + step * 0.1;
          const name = `${bar.title}: ${durationText(texts, totals[n] ?? 0)}`;
          return (
            <g key={bar.key}>
              <a href={at(bar.path)} aria-label={name}>
                <title>{name}</title>
                <rect x={LEFT + n * step} y={0} width={step} height={HEIGHT + 10} fill="transparent" />
                {LEVELS.map((level) => {
                  const height = (secondsAt(bar.levelSeconds, level) * HEIGHT) / most;
                  y -= height;
                  return (
                    height > 0 && (
                      <rect key={level} x={x} y={y} width={step * 0.8} height={height} fill={levelColour(level)} />
                    )
                  );
                })}
              </a>
              {labels.has(n) && (
                <text
                  aria-hidden="true"
                  x={Math.min(x + step * 0.4, width - halfOf(bar.label))}
                  y={HEIGHT + 28}
                  text-anchor="middle"
                >
                  {bar.label}
                </text>
              )}
            </g>
          );
        })}
      </svg>
    </div>
  );
}

/** Whole hours between two lines, so that four of them hold so many hours. */
function lineStep(hours: number): number {
  const least = hours / LINES;
  const steps = [1, 2, 3, 4, 5, 6, 10, 20, 25, 50, 100, 200, 500];
  return steps.find((step) => step >= least) ?? Math.ceil(least / 1_000) * 1_000;
}
