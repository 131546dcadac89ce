import { useState } from 'preact/hooks';
import { durationText } from '../../format/duration.js';
import { ConfirmChange } from '../../forms/confirm.js';
import { useServer } from '../../server/answers.js';
import { useTexts } from '../../text/reader.js';
import { useFreshChange } from '../fresh-change.js';
import { type Slice, sliceOf } from './erase-form.js';
import { TEXTS } from './erase-texts.js';
import type { Gone } from './gone.js';

const MOST_SHOWN = 20;

interface ErasePreviewProps {
  readonly gone: Gone;
  readonly slice: Slice;
  readonly done: () => void;
}

/** What would go, by activity. When all is known, it can be erased. */
export function ErasePreview({ gone, slice, done }: ErasePreviewProps) {
  const texts = useTexts(TEXTS);
  const { text } = texts;
  const { client } = useServer();
  const { again, ...change } = useFreshChange('erasure', 'stored', 'day', 'range');
  const [isAsked, setAsked] = useState(false);
  const total = durationText(texts, gone.seconds);
  if (gone.days === 0) return gone.upTo === null ? <p class="notice">{text('erase.nothing')}</p> : null;
  const more = gone.activities.length - MOST_SHOWN;
  return (
    <>
      <p role="status">
        <strong>{text('erase.gone', { days: gone.days, total, activities: gone.activities.length })}</strong>
      </p>
      <table class="counts">
        <tbody>
          {gone.activities.slice(0, MOST_SHOWN).map(({ activity, seconds }) => (
            <tr key={activity}>
              <th scope="row">
                <bdi>{activity}</bdi>
              </th>
              <td>{durationText(texts, seconds)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="quiet">{text('erase.more', { count: more })}</p>}
      {gone.upTo === null && (
        <p class="after">
          <button type="button" class="danger" onClick={() => setAsked(true)}>
            {text('erase.ask')}
          </button>
        </p>
      )}
      {isAsked && (
        <ConfirmChange
          title={text('erase.sure', { total })}
          act={text('erase.it')}
          change={change}
          work={() => client.POST('/api/v1/erasures', { body: sliceOf(slice) }).then(done)}
          close={() => setAsked(false)}
        >
          <p>{text('erase.sureWords')}</p>
        </ConfirmChange>
      )}
      {again}
    </>
  );
}
