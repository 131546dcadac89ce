import { answerOf } from '@app/client';
import { useEffect, useRef } from 'preact/hooks';
import { askAgain, useAnswer, useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { shortMoment } from '../../format/moments.js';
import { TEXTS } from './erase-texts.js';

/** How far the newest erasure is, as the server tells it. Nothing is shown when there was none. */
export function ErasureProgress() {
  const { text, locale } = useTexts(TEXTS);
  const { client, timeZone, answers } = useServer();
  const { data } = useAnswer({
    key: ['erasure'],
    ask: async () => (await answerOf(client.GET('/api/v1/erasures/newest'))).erasure,
  });
  const before = useRef(data?.state);
  useEffect(() => {
    const isDone = data?.state === 'completed' && before.current !== undefined && before.current !== 'completed';
    before.current = data?.state;
    if (isDone) askAgain(answers, 'stored', 'day', 'range');
  }, [data, answers]);
  if (!data) return null;
  const { state, days, daysDone, requestedAt, reason } = data;
  if (state === 'completed')
    return (
      <p class="quiet" role="status">
        {text('erase.completed', { moment: shortMoment(locale, requestedAt, timeZone) })}
      </p>
    );
  return (
    <div class="notice" role="status">
      <p>{text('erase.running', { done: daysDone, days })}</p>
      <progress max={Math.max(days, 1)} value={daysDone} aria-label={text('erase.title')} />
      <p class="quiet">
        {text(`erase.${state}`)} {reason}
      </p>
    </div>
  );
}
