import './charts.css';
import type { components } from '@app/client';
import { durationText } from '../format/duration.js';
import { clockName, doubledHours, hourNames } from '../format/hours.js';
import { useTexts } from '../text/reader.js';
import { hoursBetween } from './labels.js';
import { LevelLegend } from './level-legend.js';
import { useWidth } from './use-width.js';
import { LEVELS, levelColour, secondsAt, secondsIn } from './levels.js';

type Hour = components['schemas']['DayReportDto']['hours'][number];

const HEIGHT = 150;
const LEFT = 34;
const HOUR_SECONDS = 3_600;
/** Of one device. More devices make the scale as many times as long. */
const LINE_MINUTES = [20, 40, 60];

/**
 * Each hour as a stack of levels. When several devices ran at once, an hour may have more than 60
 * minutes; then the scale grows. Screen readers get the same as a table.
 */
export function HourBars({ hours }: { hours: readonly Hour[] }) {
  const texts = useTexts();
  const totals = hours.map(({ levelSeconds }) => secondsIn(levelSeconds));
  const longest = Math.max(HOUR_SECONDS, ...totals);
  // A second too much is no second device.
  const devices = Math.max(1, Math.ceil((longest - 60) / HOUR_SECONDS));
  const most = Math.max(devices * HOUR_SECONDS, longest);
  const lines = LINE_MINUTES.map((minutes) => minutes * devices);
  const heightOf = (seconds: number) => (seconds / most) * HEIGHT;
  const [place, width] = useWidth();
  const step = (width - LEFT) / hours.length;
  const names = hourNames(texts.locale, hours);
  const labelEvery = hoursBetween(names, step);
  const doubled = doubledHours(hours);
  return (
    <div ref={place}>
      <svg class="chart" viewBox={`0 0 ${width} ${HEIGHT + 34}`} aria-hidden="true">
        {lines.map((minutes) => {
          const y = 10 + HEIGHT - heightOf(minutes * 60);
          return (
            <g key={minutes}>
              <line x1={LEFT} x2={width} y1={y} y2={y} stroke="var(--line)" />
              <text x={LEFT - 6} y={y + 4} text-anchor="end">
                {minutes}
              </text>
            </g>
          );
        })}
        {hours.map(({ start, hour, levelSeconds }, n) => {
          let y = 10 + HEIGHT;
          const x = LEFT + n * step + step * 0.14;
          return (
            <g key={start}>
              <title>
                {texts.text('chart.hour', {
                  hour: clockName(texts.locale, start, doubled),
                  time: durationText(texts, totals[n] ?? 0),
                })}
              </title>
              {LEVELS.map((level) => {
                const height = heightOf(secondsAt(levelSeconds, level));
                y -= height;
                return (
                  height > 0 && (
                    <rect key={level} x={x} y={y} width={step * 0.72} height={height} fill={levelColour(level)} />
                  )
                );
              })}
              <text x={x + step * 0.36} y={HEIGHT + 28} text-anchor="middle">
                {hour % labelEvery === 0 && names[n]}
              </text>
            </g>
          );
        })}
      </svg>
      <LevelLegend />
      <HourTable hours={hours} totals={totals} />
    </div>
  );
}

function HourTable({ hours, totals }: { hours: readonly Hour[]; totals: readonly number[] }) {
  const texts = useTexts();
  const doubled = doubledHours(hours);
  return (
    <div class="hidden">
      <table>
        <caption>{texts.text('chart.hoursTable')}</caption>
        <thead>
          <tr>
            <th scope="col">{texts.text('chart.hourColumn')}</th>
            {LEVELS.map((level) => (
              <th key={level} scope="col">
                {texts.text(`level.${level}`)}
              </th>
            ))}
            <th scope="col">{texts.text('chart.totalColumn')}</th>
          </tr>
        </thead>
        <tbody>
          {hours.map(
            ({ start, levelSeconds }, n) =>
              (totals[n] ?? 0) > 0 && (
                <tr key={start}>
                  <th scope="row">{clockName(texts.locale, start, doubled)}</th>
                  {LEVELS.map((level) => (
                    <td key={level}>{durationText(texts, secondsAt(levelSeconds, level))}</td>
                  ))}
                  <td>{durationText(texts, totals[n] ?? 0)}</td>
                </tr>
              ),
          )}
        </tbody>
      </table>
    </div>
  );
}
