import '../plans/plans.css';
import { AnswerState } from '../parts/answer-state.js';
import { Card } from '../parts/card.js';
import { at } from '../server/address.js';
import { useTexts } from '../text/reader.js';
import { useGoals } from './goal-answers.js';
import { AlertRow, GoalRow } from './goal-rows.js';
import { TEXTS } from './texts.js';

/**
 * The goals and alerts of a day on its page. `date` is undefined on the page of today. `asOf`: as
 * they were then, without a way to change them.
 */
export function GoalsCard({ date, asOf }: { date?: string; asOf?: string | undefined }) {
  const { text } = useTexts(TEXTS);
  const { data, error, refetch } = useGoals({ date, asOf });
  const schedules = data && new Map(data.schedules.map(({ id, name }) => [id, name]));
  const isEmpty = data && data.goals.length + data.alerts.length === 0;
  return (
    <Card title={text('goals.title')}>
      <AnswerState {...{ data, error, refetch }} />
      {isEmpty && <p class="quiet">{text(asOf === undefined ? 'goals.none' : 'goals.noneThen')}</p>}
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
      {asOf === undefined && <a href={at('/goals')}>{text(isEmpty ? 'goals.add' : 'goals.all')}</a>}
    </Card>
  );
}
