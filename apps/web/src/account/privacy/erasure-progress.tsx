import { answerOf } from '@app/client';
import { useEffect, useRef, useState } from 'preact/hooks';
import { askAgain, useAnswer, useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { shortMoment } from '../moments.js';
import { TEXTS } from './erase-texts.js';

const EVERY_MS = 1_500;

/** How far the newest erasure is. Nothing is shown when there was none. */
export function ErasureProgress() {
  const { text, locale } = useTexts(TEXTS);
  const { client, timeZone, answers } = useServer();
  const [isRunning, setRunning] = useState(false);
  const { data } = useAnswer({
    key: ['erasure'],
    ask: async () => (await answerOf(client.GET('/api/v1/erasures/newest'))).erasure,
    ...(isRunning && { everyMs: EVERY_MS }),
  });
  const before = useRef(data?.state);
  useEffect(() => {
    const isDone = data?.state === 'completed' && before.current !== undefined && before.current !== 'completed';
    before.current = data?.state;
    setRunning(data !== undefined && data !== null && data.state !== 'completed');
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
