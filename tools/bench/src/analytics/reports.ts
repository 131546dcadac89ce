import {
  type AnalyticPlan,
  parseAnalyticQuery,
  parseLocalDate,
  planQuery,
  rangesOfSchedule,
  type Schedule,
} from '@app/domain';

/** The year of the reports, and the last year that has time. */
export const YEAR = 2025;
const LAST_DAY = parseLocalDate(`${YEAR}-12-31`);
const year = { rb: `${YEAR}-01-01`, re: `${YEAR}-12-31` };
const month = { rb: `${YEAR}-06-01`, re: `${YEAR}-06-30` };
const day = { rb: `${YEAR}-06-16`, re: `${YEAR}-06-16` };

/** The first schedule of the user whose time is reported. */
export const SCHEDULE: Schedule = {
  ...{ id: 1, name: 'ten to four' },
  ranges: [{ weekdays: [1, 2, 3, 4, 5], from: '10:00', to: '16:00' }],
};

/** One report, and the limit of the engine's time for it at p95. */
export interface TimedReport {
  readonly name: string;
  /** Parameters of GET /anapi/data. */
  readonly parameters: Readonly<Record<string, string>>;
  readonly targetMs: number;
}

export const REPORTS: readonly TimedReport[] = [
  {
    name: 'year by day per activity',
    parameters: { pv: 'interval', rs: 'day', rk: 'activity', ...year },
    targetMs: 50,
  },
  { name: 'year, rank by activity', parameters: { pv: 'rank', rk: 'activity', ...year }, targetMs: 50 },
  { name: 'month by hour', parameters: { pv: 'interval', rs: 'hour', rk: 'activity', ...month }, targetMs: 50 },
  { name: 'one day by minute', parameters: { pv: 'interval', rs: 'minute', rk: 'activity', ...day }, targetMs: 10 },
  { name: 'year, rank by document', parameters: { pv: 'rank', rk: 'document', ...year }, targetMs: 50 },
  {
    name: 'year by productivity, in a schedule',
    parameters: { pv: 'rank', rk: 'productivity', ...year, s: `${SCHEDULE.id}` },
    targetMs: 50,
  },
];

/** The plan of a report. */
export function planOf({ parameters }: TimedReport): AnalyticPlan {
  if (LAST_DAY === undefined) throw new Error('The last day is no day.');
  const asked = parseAnalyticQuery(parameters, LAST_DAY);
  const plan = 'code' in asked ? asked : planQuery(asked.query, rangesOf(asked.query.scheduleId));
  if ('code' in plan) throw new Error(`The parameters of the report are wrong: ${plan.fields.join(', ')}`);
  return plan;
}

const rangesOf = (id: number | undefined) =>
  id === undefined
    ? undefined
    : rangesOfSchedule({ nextId: SCHEDULE.id + 1, byId: new Map([[SCHEDULE.id, SCHEDULE]]) }, id);
