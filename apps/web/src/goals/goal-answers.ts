import { answerOf, type components } from '@app/client';
import { firstWeekday } from '../format/periods.js';
import { useAnswer, useServer } from '../server/answers.js';
import { useTexts } from '../text/reader.js';
import type { ScheduleNames } from './goal-rows.js';

/** The weekday on which the reader's weeks begin, as the API names it: 1 is Monday, 7 is Sunday. */
const apiWeekday = (locale: string): number => firstWeekday(locale) || 7;

/** The progress of goals and alerts on a day; of today without one. `asOf`: as it was then. */
export function useGoals({ date, asOf }: { date?: string | undefined; asOf?: string | undefined } = {}) {
  const { client } = useServer();
  const { locale } = useTexts();
  const query = { firstWeekday: apiWeekday(locale), ...(date !== undefined && { date }), ...(asOf && { asOf }) };
  return useAnswer<components['schemas']['GoalReportDto']>({
    key: ['goals', date ?? 'today', ...(asOf === undefined ? [] : [asOf])],
    ask: () => answerOf(client.GET('/api/v1/reports/goals', { params: { query } })),
  });
}

/** The schedules of the account by their ids. Undefined until they are there. */
export function useScheduleNames(): ScheduleNames | undefined {
  const { client } = useServer();
  const { data } = useAnswer({ key: ['schedules'], ask: () => answerOf(client.GET('/api/v1/schedules')) });
  return data && new Map(data.schedules.map(({ id, name }) => [id, name]));
}
