import { answerOf } from '@app/client';
import { useState } from 'preact/hooks';
import { timeText } from '../format/clock.js';
import { isolated } from '../format/isolated.js';
import { weekdayNames } from '../format/weekdays.js';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { Confirm } from '../forms/confirm.js';
import { EntryButtons } from '../plans/entry-buttons.js';
import { PlanFrame } from '../plans/plan-frame.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { ScheduleForm } from './schedule-form.js';
import { TEXTS } from './texts.js';
import { type Schedule, WeekPicture } from './week-picture.js';

type Open = { readonly to: 'add' } | { readonly to: 'change' | 'remove'; readonly entry: Schedule };

/** `/schedules`: named hours of the week. */
export function SchedulesPage() {
  const { text } = useTexts(TEXTS);
  const { client } = useServer();
  const { data, error, refetch } = useAnswer({
    key: ['schedules'],
    ask: () => answerOf(client.GET('/api/v1/schedules')),
  });
  const [open, setOpen] = useState<Open>();
  const close = () => setOpen(undefined);
  return (
    <PlanFrame title={text('schedules.title')}>
      <p class="quiet">{text('schedules.what')}</p>
      <AnswerState {...{ data, error, refetch }} />
      {data && (
        <Card title={text('schedules.title')}>
          {data.schedules.length === 0 && <p class="quiet">{text('schedules.none')}</p>}
          <ul class="entries">
            {data.schedules.map((entry) => (
              <li key={entry.id}>
                <div class="what">
                  <b>
                    <bdi>{entry.name}</bdi>
                  </b>
                  <RangeWords ranges={entry.ranges} />
                  <WeekPicture ranges={entry.ranges} />
                </div>
                <EntryButtons
                  name={entry.name}
                  change={() => setOpen({ to: 'change', entry })}
                  remove={() => setOpen({ to: 'remove', entry })}
                />
              </li>
            ))}
          </ul>
          <button type="button" onClick={() => setOpen({ to: 'add' })}>
            {text('schedules.add')}
          </button>
        </Card>
      )}
      {open && open.to !== 'remove' && (
        <ScheduleForm schedule={open.to === 'change' ? open.entry : undefined} close={close} />
      )}
      {open?.to === 'remove' && (
        <Confirm
          title={text('schedules.remove')}
          act={text('schedules.removeAct')}
          changes={['schedules', 'goals']}
          work={() => client.DELETE('/api/v1/schedules/{id}', { params: { path: { id: open.entry.id } } })}
          close={close}
        >
          <p>{text('schedules.removeMeaning', { name: isolated(open.entry.name) })}</p>
        </Confirm>
      )}
    </PlanFrame>
  );
}

/** `Mon, Tue 09:00 – 17:00`, a line for each range. */
function RangeWords({ ranges }: { ranges: Schedule['ranges'] }) {
  const { locale } = useTexts();
  const names = weekdayNames(locale, 'short');
  return (
    <>
      {ranges.map(({ weekdays, from, to }) => {
        const days = names.filter(({ weekday }) => weekdays.includes(weekday)).map(({ name }) => name);
        return (
          <p key={`${weekdays.join()} ${from} ${to}`} class="quiet">
            {days.join(', ')} · {timeText(locale, from)} – {timeText(locale, to)}
          </p>
        );
      })}
    </>
  );
}
