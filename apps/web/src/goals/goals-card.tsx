import '../plans/plans.css';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { useGoals, useScheduleNames } from './goal-answers.js';
import { AlertRow, GoalRow } from './goal-rows.js';
import { TEXTS } from './texts.js';

/** The goals and alerts of a day on its page. `date` is undefined on the page of today. */
export function GoalsCard({ date }: { date?: string }) {
  const { text } = useTexts(TEXTS);
  const { data, error, refetch } = useGoals(date);
  const schedules = useScheduleNames();
  const isEmpty = data && data.goals.length + data.alerts.length === 0;
  return (
    <Card title={text('goals.title')}>
      <AnswerState {...{ data, error, refetch }} />
      {isEmpty && <p class="quiet">{text('goals.none')}</p>}
      {data && !isEmpty && (
        <ul class="entries">
          {data.goals.map((goal) => (
            <GoalRow key={`goal ${goal.id}`} goal={goal} schedules={schedules} />
          ))}
          {data.alerts.map((alert) => (
            <AlertRow key={`alert ${alert.id}`} alert={alert} schedules={schedules} />
          ))}
        </ul>
      )}
      <a href={at('/goals')}>{text(isEmpty ? 'goals.add' : 'goals.all')}</a>
    </Card>
  );
}
