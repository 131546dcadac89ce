import { answerOf, type components } from '@app/client';
import { useEffect, useState } from 'preact/hooks';
import { Confirm } from '../forms/confirm.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { useTitle } from '../parts/use-title.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { TEXTS } from './texts.js';

type State = components['schemas']['ServerStateDto'];
type Rebuild = NonNullable<State['rebuild']>;

const AGAIN_MS = 5_000;
const AGAIN_WHILE_REBUILDING_MS = 1_000;

const isRunning = (rebuild: Rebuild | null | undefined): boolean =>
  rebuild?.state === 'filling' || rebuild?.state === 'swapping';

/** How far the reports are behind the log, what could not be read, and the rebuild. */
export function StatePage() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const answer = useAnswer({
    key: ['state'],
    ask: () => answerOf(client.GET('/api/v1/administration/state')),
  });
  const { data, refetch, dataUpdatedAt, errorUpdatedAt } = answer;
  const againMs = isRunning(data?.rebuild) ? AGAIN_WHILE_REBUILDING_MS : AGAIN_MS;
  useTitle(text('state'));
  useEffect(() => {
    const timer = setTimeout(() => void refetch(), againMs);
    return () => clearTimeout(timer);
  }, [dataUpdatedAt, errorUpdatedAt, againMs]);
  return (
    <>
      <h1>{text('state')}</h1>
      <AnswerState {...answer} />
      {data && (
        <>
          <ReportsCard state={data} />
          <ParkedCard parked={data.parked} />
          <RebuildCard rebuild={data.rebuild} />
        </>
      )}
    </>
  );
}

function ReportsCard({ state }: { state: State }) {
  const { text, locale } = useTexts(TEXTS);
  const { caughtUp, lagSeconds, otherHistory, projections } = state;
  const lag = new Intl.NumberFormat(locale).format(lagSeconds);
  return (
    <Card title={text('reports')}>
      <p>{caughtUp ? text('reports.caughtUp') : text('reports.behind', { lag })}</p>
      {otherHistory && (
        <p class="bad" role="alert">
          {text('reports.otherHistory')}
        </p>
      )}
      <ul class="entries">
        {projections.map(({ name, caughtUp: isThere, position }) => (
          <li key={name}>
            <span class="what">{name}</span>
            <span class="quiet">
              {text(isThere ? 'reports.there' : 'reports.at', { position, end: state.logPosition })}
            </span>
          </li>
        ))}
      </ul>
    </Card>
  );
}

function ParkedCard({ parked: { count, newest } }: { parked: State['parked'] }) {
  const { text, locale } = useTexts(TEXTS);
  const moment = new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' });
  return (
    <Card title={text('parked')}>
      <p>{count === 0 ? text('parked.none') : text('parked.words', { count })}</p>
      <ul class="entries">
        {newest.map(({ stream, revision, type, reason, parkedAt }) => (
          <li key={`${stream}@${revision}`}>
            <div class="what">
              <bdi>{reason}</bdi>
              <p class="quiet">
                <bdi>{type}</bdi> · {text('parked.place', { stream, revision })}
              </p>
              <p class="quiet">{moment.format(Date.parse(parkedAt))}</p>
            </div>
          </li>
        ))}
      </ul>
      {newest.length < count && <p class="quiet after">{text('parked.more', { shown: newest.length })}</p>}
    </Card>
  );
}

function RebuildCard({ rebuild }: { rebuild: Rebuild | null }) {
  const { text, locale } = useTexts(TEXTS);
  const { client } = useServer();
  const [isAsked, setAsked] = useState(false);
  const events = new Intl.NumberFormat(locale).format(rebuild?.events ?? 0);
  const percent = new Intl.NumberFormat(locale, { style: 'percent' }).format(rebuild?.share ?? 0);
  return (
    <Card title={text('rebuild')}>
      <p>{text('rebuild.words')}</p>
      {isRunning(rebuild) && (
        <progress aria-label={text('rebuild')} max={1} value={rebuild?.share ?? 0}>
          {percent}
        </progress>
      )}
      <p role="status">{rebuild && text(`rebuild.${rebuild.state}`, { events, percent })}</p>
      {!isRunning(rebuild) && (
        <button type="button" onClick={() => setAsked(true)}>
          {text(rebuild?.state === 'cut_off' ? 'rebuild.goOn' : 'rebuild.start')}
        </button>
      )}
      {isAsked && (
        <Confirm
          title={text('rebuild.title')}
          act={text('rebuild.it')}
          changes={['state']}
          work={() => client.POST('/api/v1/administration/rebuild')}
          close={() => setAsked(false)}
        >
          <p>{text('rebuild.ask')}</p>
        </Confirm>
      )}
    </Card>
  );
}
