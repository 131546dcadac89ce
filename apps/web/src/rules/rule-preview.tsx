import { answerOf, type components } from '@app/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { durationText } from '../format/duration.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import type { RuleDraft } from './rule-draft.js';
import { TEXTS } from './texts.js';

type Preview = components['schemas']['RulePreviewDto'];

const PREVIEW_DAYS = 30;
/** A person who types makes shorter breaks. */
const PAUSE_MS = 250;

/** What the draft matches in the last days. It follows what is typed. */
export function RulePreview({ draft, take }: { draft: RuleDraft; take: (title: string) => void }) {
  const { text } = useTexts(TEXTS);
  const activity = useSettled(draft.activity.trim());
  return (
    <Card title={text('rules.matches')} hint={text('rules.lastDays')}>
      {activity === '' ? (
        <p class="quiet">{text('rules.sayActivity')}</p>
      ) : (
        <Matched draft={{ ...draft, activity }} take={take} />
      )}
    </Card>
  );
}

function Matched({ draft, take }: { draft: RuleDraft; take: (title: string) => void }) {
  const texts = useTexts(TEXTS);
  const { text } = texts;
  const typed = useSettled(draft.text);
  const isAll = typed.trim() === '';
  const all = usePreview({ ...draft, match: 'contains', text: '' });
  const some = usePreview(isAll ? { ...draft, match: 'contains', text: '' } : { ...draft, text: typed });
  const { data } = some;
  if (!data) return <AnswerState {...some} data={data} />;
  const values = {
    count: data.count,
    time: durationText(texts, data.seconds),
    all: durationText(texts, all.data?.seconds ?? data.seconds),
  };
  return (
    <div class="matched" aria-busy={some.isOld}>
      <p role="status">
        {data.count === 0
          ? text(isAll ? 'rules.noTime' : 'rules.nothing')
          : text(isAll ? 'rules.all' : 'rules.some', values)}
      </p>
      <Titles preview={data} take={take} />
    </div>
  );
}

function Titles({ preview: { documents, count }, take }: { preview: Preview; take: (title: string) => void }) {
  const texts = useTexts(TEXTS);
  return (
    <>
      <ul class="titles">
        {documents.map(({ document, seconds }) => (
          <li key={document}>
            <button type="button" title={texts.text('rules.use', { title: document })} onClick={() => take(document)}>
              <bdi>{document}</bdi>
            </button>
            <span class="time">{durationText(texts, seconds)}</span>
          </li>
        ))}
      </ul>
      {count > documents.length && <p class="quiet">{texts.text('rules.more', { count: count - documents.length })}</p>}
    </>
  );
}

/** A preview, or the one before until the new one comes. */
function usePreview({ id, activity, in: field, match, text }: RuleDraft) {
  const { client } = useServer();
  const body = { ...(id !== undefined && { id }), activity, in: field, match, text, days: PREVIEW_DAYS };
  const ask = () => answerOf(client.POST('/api/v1/rules/preview', { body }));
  const { data, error, refetch } = useAnswer<Preview>({ key: ['rule preview', body], ask });
  const before = useRef<{ activity: string; data: Preview } | undefined>(undefined);
  if (data) before.current = { activity, data };
  const old = before.current?.activity === activity && !error ? before.current.data : undefined;
  return { data: data ?? old, error, refetch, isOld: !data };
}

/** A value once it has not changed for a moment. */
function useSettled<Value>(value: Value): Value {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [value]);
  return settled;
}
