import { answerOf } from '@app/client';
import { useRoute } from 'preact-iso';
import { useState } from 'preact/hooks';
import { isDay, longDay } from '../format/days.js';
import { grouped } from '../format/grouped.js';
import { monthOf } from '../format/periods.js';
import { AnswerState } from '../parts/answer-state.js';
import { useToday } from '../live/live.js';
import { Card } from '../parts/card.js';
import { TextField } from '../parts/field.js';
import { NoPage } from '../parts/no-page.js';
import { MonthBar } from '../plans/month-bar.js';
import { PlanFrame } from '../plans/plan-frame.js';
import { TEXTS as PLANS } from '../plans/texts.js';
import { at } from '../server/address.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { NoteForm } from './note-form.js';
import { NoteList } from './note-list.js';
import { TEXTS } from './texts.js';

/** So many can be looked through without a search. */
const FEW = 5;

/** `/highlights/2026-11`, or this month at `/highlights`. */
export function HighlightsPage() {
  const { text } = useTexts(TEXTS);
  const plans = useTexts(PLANS);
  const present = useToday();
  const asked = useRoute().params.month;
  const month = asked ?? present.slice(0, 7);
  if (!isDay(`${month}-01`)) return <NoPage why={plans.text('plans.notAMonth', { month: month.slice(0, 40) })} />;
  return (
    <PlanFrame title={text('notes.title')}>
      <MonthBar page="/highlights" month={month} today={present} />
      <NotesOfMonth key={asked ?? ''} month={month} present={present} />
    </PlanFrame>
  );
}

function NotesOfMonth({ month, present }: { month: string; present: string }) {
  const { text, locale } = useTexts(TEXTS);
  const plans = useTexts(PLANS);
  const { client } = useServer();
  const [wanted, setWanted] = useState('');
  const [isAdding, setAdding] = useState(false);
  const { begin, end } = monthOf(`${month}-01`);
  const { data, error, refetch } = useAnswer({
    key: ['highlights', begin, end],
    ask: () => answerOf(client.GET('/api/v1/highlights', { params: { query: { begin, end } } })),
  });
  const words = wanted.trim().toLocaleLowerCase(locale);
  const found = (data?.highlights ?? []).filter(({ description, source = '' }) =>
    `${description} ${source}`.toLocaleLowerCase(locale).includes(words),
  );
  // The newest day first; within a day in the order of the answer.
  const days = grouped(found, ({ date }) => date).sort(([a], [b]) => (a < b ? 1 : -1));
  const proposed = present.startsWith(month) ? present : begin;
  return (
    <>
      <AnswerState {...{ data, error, refetch }} />
      <p class="after">
        <button type="button" onClick={() => setAdding(true)}>
          {text('notes.add')}
        </button>
      </p>
      {isAdding && <NoteForm date={proposed} close={() => setAdding(false)} />}
      {data && data.highlights.length > FEW && (
        <div class="short">
          <TextField label={text('notes.find')} type="search" value={wanted} change={setWanted} />
        </div>
      )}
      {data && found.length === 0 && (
        <p class="notice">{text(data.highlights.length === 0 ? 'notes.none' : 'notes.noneFound')}</p>
      )}
      {days.map(([date, notes]) => (
        <Card key={date} title={longDay(locale, date)}>
          <NoteList notes={notes} />
          <a href={at(`/day/${date}`)}>{plans.text('plans.openDay')}</a>
        </Card>
      ))}
    </>
  );
}
