import { answerOf } from '@app/client';
import { clockText } from '../format/clock.js';
import { CopyText } from '../parts/copy-text.js';
import { at } from '../server/address.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

/** The address of this server, as the agent takes it. */
const serverAddress = (): string => `${location.origin}${at('/')}`.replace(/\/$/, '');

/** The command that signs the agent in and starts it, and a lamp for its first minute. */
export function RecordComputer() {
  const { text } = useTexts(TEXTS);
  return (
    <>
      <p>{text('record.what')}</p>
      <CopyText
        label={text('record.command')}
        value={`npm run agent -- login --server ${serverAddress()} && npm run agent -- run`}
      />
      <p class="quiet after">{text('record.then')}</p>
      <Arrival />
    </>
  );
}

/** A lamp that lights up when today has time. */
function Arrival() {
  const { text, locale } = useTexts(TEXTS);
  const { client } = useServer();
  const { data: day } = useAnswer({
    key: ['day', 'today'],
    ask: () => answerOf(client.GET('/api/v1/reports/day', { params: { query: {} } })),
  });
  const first = day?.timeline[0];
  return (
    <div class="arrival" role="status">
      <span class={first ? 'lamp on' : 'lamp'} aria-hidden="true" />
      {first ? (
        <>
          <bdi>{text('record.arrived', { activity: first.activity, time: clockText(locale, first.start) })}</bdi>
          <a href={at('/day')}>{text('record.toDay')}</a>
        </>
      ) : (
        <>
          <span>{text('record.waiting')}</span>
          <span class="quiet">{text('record.waitingHint')}</span>
        </>
      )}
    </div>
  );
}
