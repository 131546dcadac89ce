import '../plans/plans.css';
import { answerOf } from '@app/client';
import { useState } from 'preact/hooks';
import { longDay } from '../format/days.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { ChangeProblem } from '../parts/change-problem.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useChange } from '../server/changes.js';
import { useTexts } from '../text/reader.js';
import { NoteList } from './note-list.js';
import { TEXTS } from './texts.js';

/** What the user noted on a day, and a line to note more. */
export function DayNotes({ date }: { date: string }) {
  const { text, locale } = useTexts(TEXTS);
  const { client } = useServer();
  const { error, run } = useChange('highlights');
  const [draft, setDraft] = useState({ words: '', date });
  const query = { begin: date, end: date };
  const {
    data,
    error: noAnswer,
    refetch,
  } = useAnswer({
    key: ['highlights', date, date],
    ask: () => answerOf(client.GET('/api/v1/highlights', { params: { query } })),
  });
  // A page of today may move on while a person types. The words belong to the day of their begin.
  const write = (words: string) =>
    setDraft(({ words: before, date: begun }) => ({ words, date: before ? begun : date }));
  const add = async () => {
    const body = { description: draft.words.trim(), date: draft.date };
    if (await run(() => client.POST('/api/v1/highlights', { body }))) write('');
  };
  const isOfOtherDay = draft.words !== '' && draft.date !== date;
  return (
    <Card title={text('notes.title')}>
      <AnswerState {...{ data, error: noAnswer, refetch }} />
      {data?.highlights.length === 0 && <p class="quiet">{text('notes.noneOfDay')}</p>}
      <NoteList notes={data?.highlights ?? []} />
      <form
        class="add"
        onSubmit={(event) => {
          event.preventDefault();
          if (draft.words.trim() !== '') void add();
        }}
      >
        <input
          aria-label={text('notes.what')}
          placeholder={text('notes.what')}
          maxLength={255}
          value={draft.words}
          {...(error !== undefined && { 'aria-invalid': true, 'aria-describedby': 'highlight-problem' })}
          onInput={({ currentTarget }) => write(currentTarget.value)}
        />
        <button type="submit">{text('notes.addShort')}</button>
      </form>
      {isOfOtherDay && <p class="quiet">{text('day.highlightOf', { day: longDay(locale, draft.date) })}</p>}
      <ChangeProblem id="highlight-problem" error={error} />
    </Card>
  );
}
