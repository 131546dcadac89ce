import { answerOf } from '@app/client';
import { LEVELS } from '../charts/levels.js';
import { weekdayNames } from '../format/weekdays.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { useTitle } from '../parts/use-title.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

/** Minutes a day by weekday and level, over groups of users that are large enough. */
export function StatisticsPage() {
  const { text, locale } = useTexts(TEXTS);
  const { client } = useServer();
  const answer = useAnswer({
    key: ['statistics'],
    ask: () => answerOf(client.GET('/api/v1/statistics/weekdays')),
  });
  const { data } = answer;
  useTitle(text('statistics'));
  const day = new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'UTC' });
  const minutesOf = new Map(data?.weekdays.map(({ weekday, minutes }) => [weekday, minutes]));
  return (
    <>
      <h1>{text('statistics')}</h1>
      <Card title={text('statistics.title')}>
        <AnswerState {...answer} />
        {data && (
          <>
            <p>
              {day.formatRange(Date.parse(data.period.begin), Date.parse(data.period.end))}.{' '}
              {text('statistics.words', { count: data.smallestGroup })}
            </p>
            <div class="scrolls" role="group" tabIndex={0} aria-label={text('statistics.title')}>
              <table class="by-weekday">
                <thead>
                  <tr>
                    <th scope="col">{text('statistics.weekday')}</th>
                    {LEVELS.map((level) => (
                      <th key={level} scope="col" class="number">
                        {text(`level.${level}`)}
                      </th>
                    ))}
                  </tr>
                </thead>
                <tbody>
                  {weekdayNames(locale, 'long').map(({ weekday, name }) => (
                    <tr key={weekday}>
                      <th scope="row">{name}</th>
                      {LEVELS.map((level) => (
                        <td key={level} class="number">
                          {minutesText(minutesOf.get(weekday)?.[String(level)], locale)}
                        </td>
                      ))}
                    </tr>
                  ))}
                </tbody>
              </table>
            </div>
          </>
        )}
      </Card>
    </>
  );
}

/** A dash for a group that is too small. */
const minutesText = (minutes: number | null | undefined, locale: string): string =>
  minutes === null || minutes === undefined ? '–' : new Intl.NumberFormat(locale).format(minutes);
