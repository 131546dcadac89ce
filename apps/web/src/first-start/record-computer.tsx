import { answerOf } from '@app/client';
import { useState } from 'preact/hooks';
import { useFreshChange } from '../account/fresh-change.js';
import { clockText } from '../format/clock.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { CopyText } from '../parts/copy-text.js';
import { at } from '../server/address.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

/** The address of this server, as the agent takes it. */
const serverAddress = (): string => `${location.origin}${at('/')}`.replace(/\/$/, '');

/** Makes the command that starts the agent, and lights up when its first minute arrives. */
export function RecordComputer() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const change = useFreshChange('keys');
  const [key, setKey] = useState<string>();
  const make = () =>
    change.run(async () => {
      const body = { name: text('record.key'), kind: 'agent' } as const;
      setKey((await answerOf(client.POST('/api/v1/keys', { body }))).key);
    });
  return (
    <>
      <p>{text('record.what')}</p>
      {key === undefined ? (
        <button type="button" disabled={change.isBusy} onClick={() => void make()}>
          {text('record.make')}
        </button>
      ) : (
        <>
          <CopyText
            label={text('record.command')}
            value={`TIMELEDGER_KEY=${key} npm run agent -- run --server ${serverAddress()}`}
          />
          <p class="quiet after">{text('record.once')}</p>
          <Arrival />
        </>
      )}
      <ChangeProblem error={change.error} />
      {change.again}
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
