import { answerOf } from '@app/client';
import { useState } from 'preact/hooks';
import { longDay } from '../format/days.js';
import { Card } from '../parts/card.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';

/** What the user noted on a day, and a line to note more. */
export function Highlights({ date }: { date: string }) {
  const { text, locale } = useTexts();
  const { client } = useServer();
  const { error, run } = useChange('highlights');
  const [draft, setDraft] = useState({ words: '', date });
  const { data } = useAnswer({ key: ['highlights'], ask: () => answerOf(client.GET('/api/v1/highlights')) });
  const ofDay = (data?.highlights ?? []).filter((one) => one.date === date);
  // A page of today may move on while a person types. The words belong to the day of their begin.
  const write = (words: string) =>
    setDraft(({ words: before, date: begun }) => ({ words, date: before ? begun : date }));
  const add = async () => {
    const body = { description: draft.words.trim(), date: draft.date };
    if (await run(() => client.POST('/api/v1/highlights', { body }))) write('');
  };
  const isOfOtherDay = draft.words !== '' && draft.date !== date;
  return (
    <Card title={text('day.highlights')}>
      {data && ofDay.length === 0 && <p class="quiet">{text('day.noHighlights')}</p>}
      <ul class="notes">
        {ofDay.map(({ id, description }) => (
          <li key={id}>
            <bdi>{description}</bdi>
          </li>
        ))}
      </ul>
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.words.trim() !== '') void add();
        }}
      >
        <input
          aria-label={text('day.highlightLabel')}
          placeholder={text('day.highlightLabel')}
          maxLength={255}
          value={draft.words}
          {...(error !== undefined && { 'aria-invalid': true, 'aria-describedby': 'highlight-problem' })}
          onInput={({ currentTarget }) => write(currentTarget.value)}
        />
        <button type="submit">{text('day.addHighlight')}</button>
      </form>
      {isOfOtherDay && <p class="quiet">{text('day.highlightOf', { day: longDay(locale, draft.date) })}</p>}
      <ChangeProblem id="highlight-problem" error={error} />
    </Card>
  );
}
