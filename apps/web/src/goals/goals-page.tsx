import { useState } from 'preact/hooks';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { Confirm } from '../forms/confirm.js';
import { EntryButtons } from '../plans/entry-buttons.js';
import { PlanFrame } from '../plans/plan-frame.js';
import { useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import { useGoals, useScheduleNames } from './goal-answers.js';
import { AlertRow, GoalRow, type ScheduleNames } from './goal-rows.js';
import { AlertForm, GoalForm } from './plan-form.js';
import { TEXTS } from './texts.js';
import { type Alert, alertSentence, type Goal, goalSentence } from './words.js';

/** `/goals`: what the account aims at, and what it wants to be told. */
export function GoalsPage() {
  const { text } = useTexts(TEXTS);
  const { data, error, refetch } = useGoals();
  const schedules = useScheduleNames();
  return (
    <PlanFrame title={text('goals.title')}>
      <AnswerState {...{ data, error, refetch }} />
      {data && (
        <>
          <GoalList goals={data.goals} schedules={schedules} />
          <AlertList alerts={data.alerts} schedules={schedules} />
        </>
      )}
    </PlanFrame>
  );
}

/** What is open above a list: a form, or a question before a removal. */
type Open<Entry> = { readonly to: 'add' } | { readonly to: 'change' | 'remove'; readonly entry: Entry };

function GoalList({ goals, schedules }: { goals: readonly Goal[]; schedules: ScheduleNames | undefined }) {
  const texts = useTexts(TEXTS);
  const { text } = texts;
  const { client } = useServer();
  const [open, setOpen] = useState<Open<Goal>>();
  const close = () => setOpen(undefined);
  return (
    <Card title={text('goals.goals')} hint={text('goals.today')}>
      {goals.length === 0 && <p class="quiet">{text('goals.none')}</p>}
      <ul class="entries">
        {goals.map((entry) => (
          <GoalRow key={entry.id} goal={entry} schedules={schedules}>
            <EntryButtons
              name={goalSentence(texts, entry)}
              change={() => setOpen({ to: 'change', entry })}
              remove={() => setOpen({ to: 'remove', entry })}
            />
          </GoalRow>
        ))}
      </ul>
      <button type="button" onClick={() => setOpen({ to: 'add' })}>
        {text('goals.add')}
      </button>
      {open && open.to !== 'remove' && (
        <GoalForm goal={open.to === 'change' ? open.entry : undefined} {...{ schedules, close }} />
      )}
      {open?.to === 'remove' && (
        <Confirm
          title={text('goals.remove')}
          act={text('goals.removeAct')}
          changes={['goals']}
          work={() => client.DELETE('/api/v1/goals/{id}', { params: { path: { id: open.entry.id } } })}
          close={close}
        >
          <p>{goalSentence(texts, open.entry)}</p>
        </Confirm>
      )}
    </Card>
  );
}

function AlertList({ alerts, schedules }: { alerts: readonly Alert[]; schedules: ScheduleNames | undefined }) {
  const texts = useTexts(TEXTS);
  const { text } = texts;
  const { client } = useServer();
  const [open, setOpen] = useState<Open<Alert>>();
  const close = () => setOpen(undefined);
  return (
    <Card title={text('goals.alerts')} hint={text('goals.alertsHint')}>
      {alerts.length === 0 && <p class="quiet">{text('goals.noAlerts')}</p>}
      <ul class="entries">
        {alerts.map((entry) => (
          <AlertRow key={entry.id} alert={entry} schedules={schedules}>
            <EntryButtons
              name={alertSentence(texts, entry)}
              change={() => setOpen({ to: 'change', entry })}
              remove={() => setOpen({ to: 'remove', entry })}
            />
          </AlertRow>
        ))}
      </ul>
      <button type="button" onClick={() => setOpen({ to: 'add' })}>
        {text('goals.addAlert')}
      </button>
      {open && open.to !== 'remove' && (
        <AlertForm alert={open.to === 'change' ? open.entry : undefined} {...{ schedules, close }} />
      )}
      {open?.to === 'remove' && (
        <Confirm
          title={text('goals.removeAlert')}
          act={text('goals.removeAlertAct')}
          changes={['goals']}
          work={() => client.DELETE('/api/v1/alerts/{id}', { params: { path: { id: open.entry.id } } })}
          close={close}
        >
          <p>{alertSentence(texts, open.entry)}</p>
        </Confirm>
      )}
    </Card>
  );
}
