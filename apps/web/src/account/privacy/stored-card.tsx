import { answerOf, type components } from '@app/client';
import { durationText } from '../../format/duration.js';
import { AnswerState } from '../../parts/answer-state.js';
import { Card } from '../../parts/card.js';
import { useAnswer, useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { shortDay } from '../../format/moments.js';
import { TEXTS } from './texts.js';

type Time = components['schemas']['StoredTimeDto'];

/** What the server holds of the reader, counted by kind. */
export function StoredCard() {
  const { text, locale } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer({
    key: ['stored'],
    ask: () => answerOf(client.GET('/api/v1/account/stored')),
  });
  const count = new Intl.NumberFormat(locale);
  return (
    <Card title={text('stored.title')}>
      <AnswerState {...{ data, error, refetch }} />
      {data && (
        <>
          <TimeWords time={data.time} />
          <table class="counts">
            <thead>
              <tr>
                <th scope="col">{text('stored.kind')}</th>
                <td>{text('stored.entries')}</td>
              </tr>
            </thead>
            <tbody>
              {data.entries
                .filter(({ entries }) => entries > 0)
                .map(({ kind, entries, isExported }) => (
                  <tr key={kind}>
                    <th scope="row">
                      {text(`kind.${kind}`)}
                      {!isExported && <div class="quiet">{text('stored.notExported')}</div>}
                    </th>
                    <td>{count.format(entries)}</td>
                  </tr>
                ))}
            </tbody>
          </table>
          <p class="quiet">{text('stored.hint')}</p>
        </>
      )}
    </Card>
  );
}

function TimeWords({ time: { days, seconds, activities, first, last } }: { time: Time }) {
  const texts = useTexts(TEXTS);
  const { text, locale } = texts;
  return (
    <p>
      {text('stored.time', { days })}{' '}
      {first !== null &&
        last !== null &&
        text('stored.range', {
          ...{ first: shortDay(locale, first), last: shortDay(locale, last) },
          ...{ total: durationText(texts, seconds), activities },
        })}
    </p>
  );
}
