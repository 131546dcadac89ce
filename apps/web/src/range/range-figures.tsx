import type { components } from '@app/client';
import { durationText } from '../format/duration.js';
import { Figure } from '../parts/figure.js';
import { useTexts } from '../text/reader.js';
import { distracting, productive } from '../charts/levels.js';

type Range = components['schemas']['RangeReportDto'];

/** How much time a range has, how it was spent, and how it differs from the period before. */
export function RangeFigures({ range }: { range: Range }) {
  const texts = useTexts();
  const { text } = texts;
  const { before } = range;
  const time = (seconds: number) => durationText(texts, seconds);
  const words = (amount: string, isMore: boolean | undefined) =>
    isMore === undefined ? text('range.same') : text(isMore ? 'range.more' : 'range.less', { amount });
  const hasBefore = before.seconds > 0;
  const timeChange = (by: number) => ({ by, shown: time, least: 60, words });
  return (
    <dl class="figures">
      <Figure
        value={time(range.seconds)}
        label={text('day.total')}
        {...(hasBefore && { change: timeChange(range.seconds - before.seconds) })}
      />
      <Figure
        value={range.pulse === null ? text('day.noPulse') : String(range.pulse)}
        label={text('day.pulse')}
        title={text('day.pulseMeaning')}
        {...(before.pulse !== null &&
          range.pulse !== null && {
            change: { by: range.pulse - before.pulse, shown: String, least: 1, words, isGood: true },
          })}
      />
      <Figure
        value={time(productive(range))}
        label={text('day.productive')}
        {...(hasBefore && { change: { ...timeChange(productive(range) - productive(before)), isGood: true } })}
      />
      <Figure
        value={time(distracting(range))}
        label={text('day.distracting')}
        {...(hasBefore && { change: { ...timeChange(distracting(range) - distracting(before)), isGood: false } })}
      />
    </dl>
  );
}
