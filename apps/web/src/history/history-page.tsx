import './history.css';
import { answerOf, type components, TimeledgerError } from '@app/client';
import { useLocation } from 'preact-iso';
import { useState } from 'preact/hooks';
import { clockText } from '../format/clock.js';
import { longDay } from '../format/days.js';
import { grouped } from '../format/grouped.js';
import { AnswerState } from '../parts/answer-state.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { ConfirmChange } from '../forms/confirm.js';
import { ChoiceField } from '../parts/field.js';
import { Toast } from '../parts/toast.js';
import { withMoment } from '../past/use-past.js';
import { at } from '../server/address.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTitle } from '../parts/use-title.js';
import { useTexts } from '../text/reader.js';
import { callerWords, type Change, wordsOf } from './change-words.js';
import { TEXTS } from './texts.js';

type History = components['schemas']['HistoryDto'];

const KINDS = [
  ...(['classes', 'offline_time', 'highlights', 'schedules', 'alerts', 'goals', 'erasures', 'imports'] as const),
] as const;
type Kind = (typeof KINDS)[number];

/** What the user changed, newest first: `/history`, or one kind of it at `/history?kind=alerts`. */
export function HistoryPage() {
  const { text } = useTexts(TEXTS);
  const { query, route } = useLocation();
  const kind = KINDS.find((one) => one === query['kind']);
  const title = text('history.title');
  useTitle(title);
  return (
    <>
      <h1>{title}</h1>
      <p class="quiet">{text('history.about')}</p>
      <div class="short">
        <ChoiceField
          label={text('history.kind')}
          value={kind ?? 'all'}
          choices={(['all', ...KINDS] as const).map((value) => ({ value, name: text(`history.kind.${value}`) }))}
          change={(value) => route(at(value === 'all' ? '/history' : `/history?kind=${value}`))}
        />
      </div>
      <Changes key={kind ?? ''} kind={kind} />
    </>
  );
}

/** The pages that were asked for so far. After an undo the list begins at its newest page. */
function Changes({ kind }: { kind: Kind | undefined }) {
  const [cursors, setCursors] = useState<readonly (string | undefined)[]>([undefined]);
  const { undo, outcome, forget, change, later, closeLater } = useUndo(() => setCursors([undefined]));
  const { text } = useTexts(TEXTS);
  return (
    <>
      <ChangeProblem error={later ? undefined : change.error} />
      {cursors.map((after, n) => (
        <ChangesPage
          key={after ?? ''}
          asked={{ after, kind }}
          undo={change.isBusy ? undefined : undo}
          isOnly={cursors.length === 1}
          {...(n === cursors.length - 1 && { more: (next: string) => setCursors([...cursors, next]) })}
        />
      ))}
      {later && (
        <ConfirmChange
          title={text('history.later')}
          act={text('history.undoStill')}
          change={{ ...change, error: isOfLater(change.error) ? undefined : change.error }}
          work={() => later.work()}
          close={closeLater}
        >
          <p>{text('history.laterWhat')}</p>
        </ConfirmChange>
      )}
      <Toast sentence={outcome} close={forget} />
    </>
  );
}

const isOfLater = (error: unknown): boolean => error instanceof TimeledgerError && error.code === 'changed_since';

/** Undoes changes. When a later change touched the same, it asks first. */
function useUndo(isDone: () => void) {
  const texts = useTexts(TEXTS);
  const { client } = useServer();
  const change = useChange('history', 'day', 'range', 'highlights');
  const [outcome, setOutcome] = useState('');
  const [later, setLater] = useState<{ readonly work: () => Promise<void> }>();
  const send = async (one: Change, despiteLater: boolean) => {
    const call = client.POST('/api/v1/history/{id}/undo', {
      ...{ params: { path: { id: one.id } }, body: { despiteLater } },
    });
    const { undone } = await answerOf(call);
    const what = wordsOf(texts, one);
    setOutcome(undone ? texts.text('history.undone', { what }) : texts.text('history.nothing'));
    isDone();
  };
  const undo = async (one: Change) => {
    setOutcome('');
    await change.run(() =>
      send(one, false).catch((refusal: unknown) => {
        if (isOfLater(refusal)) setLater({ work: () => send(one, true) });
        throw refusal;
      }),
    );
  };
  return { undo, outcome, forget: () => setOutcome(''), change, later, closeLater: () => setLater(undefined) };
}

interface ChangesPageProps {
  readonly asked: { readonly after: string | undefined; readonly kind: Kind | undefined };
  readonly undo: ((change: Change) => Promise<void>) | undefined;
  readonly isOnly: boolean;
  /** Shows the next page. Only the last page has it. */
  readonly more?: (next: string) => void;
}

function ChangesPage({ asked: { after, kind }, undo, isOnly, more }: ChangesPageProps) {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const query = { ...(after !== undefined && { after }), ...(kind && { kind }) };
  const { data, error, refetch } = useAnswer<History>({
    key: ['history', kind ?? '', after ?? ''],
    ask: () => answerOf(client.GET('/api/v1/history', { params: { query } })),
  });
  if (!data) return <AnswerState {...{ data, error, refetch }} />;
  const { changes, next } = data;
  return (
    <>
      {changes.length === 0 && isOnly && (
        <p class="notice">{text(next === null ? 'history.empty' : 'history.emptyPage')}</p>
      )}
      {grouped(changes, ({ at: moment }) => moment.slice(0, 10)).map(([day, ofDay]) => (
        <DayOfChanges key={day} day={day} changes={ofDay} undo={undo} />
      ))}
      {next !== null && more && (
        <p class="after">
          <button type="button" onClick={() => more(next)}>
            {text('history.older')}
          </button>
        </p>
      )}
    </>
  );
}

function DayOfChanges({
  day,
  changes,
  undo,
}: {
  day: string;
  changes: readonly Change[];
  undo: ChangesPageProps['undo'];
}) {
  const texts = useTexts(TEXTS);
  const { text, locale } = texts;
  return (
    <section class="card">
      <h2>{longDay(locale, day)}</h2>
      <ul class="changes">
        {changes.map((change) => {
          const what = wordsOf(texts, change);
          return (
            <li key={change.id}>
              <span class="quiet">{clockText(locale, change.at)}</span>
              <span>
                {what} <span class="quiet">{callerWords(texts, change)}</span>
              </span>
              <span class="do">
                <a href={at(beforeOf(change))}>{text('history.before')}</a>
                {change.canUndo ? (
                  <button
                    type="button"
                    disabled={undo === undefined}
                    aria-label={text('history.undoWhat', { what })}
                    onClick={() => void undo?.(change)}
                  >
                    {text('history.undo')}
                  </button>
                ) : (
                  <span class="quiet">{text('history.cannot')}</span>
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The day that a change is about, as it looked just before. */
const beforeOf = ({ at: moment, offlineTime }: Change): `/${string}` =>
  withMoment(`/day/${offlineTime?.date ?? moment.slice(0, 10)}`, new Date(Date.parse(moment) - 1).toISOString());
