import type { components } from '@app/client';
import { weekdayName } from '../format/days.js';
import { distracting, productive } from '../charts/levels.js';
import { durationText } from '../format/duration.js';
import { Figure } from '../parts/figure.js';
import { useTexts } from '../text/reader.js';

type Day = components['schemas']['DayReportDto'];

/**
 * The answer first: how much time, how it was spent, and how it differs from this weekday before.
 */
export function DayFigures({ day }: { day: Day }) {
  const texts = useTexts();
  const { text } = texts;
  const { usual } = day;
  const time = (seconds: number) => durationText(texts, seconds);
  const weekday = weekdayName(texts.locale, day.date);
  const words = (amount: string, isMore: boolean | undefined) =>
    `${isMore === undefined ? text('day.same', { weekday }) : text(isMore ? 'day.more' : 'day.less', { amount, weekday })} ${text('day.usual', { days: usual?.days ?? 0 })}`;
  return (
    <dl class="figures">
      <Figure
        value={time(day.seconds)}
        label={text('day.total')}
        {...(usual && { change: { by: day.seconds - usual.seconds, shown: time, least: 60, words } })}
      />
      <Figure
        value={day.pulse === null ? text('day.noPulse') : String(day.pulse)}
        label={text('day.pulse')}
        title={text('day.pulseMeaning')}
        {...(usual?.pulse != null &&
          day.pulse !== null && {
            change: { by: day.pulse - usual.pulse, shown: String, least: 1, words, isGood: true },
          })}
      />
      <Figure
        value={time(productive(day))}
        label={text('day.productive')}
        {...(usual && {
          change: { by: productive(day) - productive(usual), shown: time, least: 60, words, isGood: true },
        })}
      />
      <Figure
        value={time(distracting(day))}
        label={text('day.distracting')}
        {...(usual && {
          change: { by: distracting(day) - distracting(usual), shown: time, least: 60, words, isGood: false },
        })}
      />
    </dl>
  );
}
