import { LevelLegend } from '../charts/level-legend.js';
import { distracting, LEVELS, levelColour, productive, secondsAt } from '../charts/levels.js';
import { NameBars } from '../charts/name-bars.js';
import { durationText } from '../format/duration.js';
import { Card } from '../parts/card.js';
import { Figure } from '../parts/figure.js';
import { useTexts } from '../text/reader.js';
import type { sumsOf } from './model/entries.js';
import { TEXTS } from './texts.js';

type TableSums = ReturnType<typeof sumsOf>;

const [BAR_WIDTH, BAR_HEIGHT, MOST_CATEGORIES] = [1_000, 18, 15];

/** How much time there is, and how it is spread over the levels. It follows each change at once. */
export function Sums({ sums }: { sums: TableSums }) {
  const texts = useTexts(TEXTS);
  const { text } = texts;
  const time = (seconds: number) => durationText(texts, seconds);
  const levels = LEVELS.map((level) => ({ level, seconds: secondsAt(sums.levelSeconds, level) }));
  const sentence = levels
    .filter(({ seconds }) => seconds > 0)
    .map(({ level, seconds }) => `${text(`level.${level}`)} ${time(seconds)}`)
    .join(', ');
  let x = 0;
  return (
    <>
      <dl class="figures">
        <Figure value={time(sums.seconds)} label={text('day.total')} />
        <Figure
          value={sums.pulse === null ? text('day.noPulse') : String(sums.pulse)}
          label={text('day.pulse')}
          title={text('day.pulseMeaning')}
        />
        <Figure value={time(productive(sums))} label={text('day.productive')} />
        <Figure value={time(distracting(sums))} label={text('day.distracting')} />
      </dl>
      <svg
        class="levels"
        role="img"
        aria-label={sentence}
        viewBox={`0 0 ${BAR_WIDTH} ${BAR_HEIGHT}`}
        preserveAspectRatio="none"
      >
        {levels.map(({ level, seconds }) => {
          const width = (seconds / Math.max(1, sums.seconds)) * BAR_WIDTH;
          const from = x;
          x += width;
          return (
            <rect key={level} x={from} width={width} height={BAR_HEIGHT} fill={levelColour(level)}>
              <title>{`${text(`level.${level}`)}: ${time(seconds)}`}</title>
            </rect>
          );
        })}
      </svg>
      <LevelLegend />
    </>
  );
}

/** The categories with most time. */
export function CategorySums({ sums }: { sums: TableSums }) {
  const { text } = useTexts(TEXTS);
  const bars = sums.categories.slice(0, MOST_CATEGORIES);
  return (
    <Card title={text('day.categories')}>
      <NameBars bars={bars.map((one) => ({ ...one, name: one.category, hint: one.overview }))} />
    </Card>
  );
}
