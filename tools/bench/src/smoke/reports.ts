import { addDays, type AnalyticPlan, parseAnalyticQuery, planQuery, SHIPPED_TAXONOMY, timeClasses } from '@app/domain';
import type { ReadModels } from '@app/read-models';
import type { Connection } from '../load/connection.js';
import { FIRST_DAY, LAST_DAY } from './year-log.js';

type Parameters = Readonly<Record<string, string>>;

/** One kind of query to GET /anapi/data. */
export interface ReportLoad {
  readonly name: string;
  /**
   * The parameters of the nth call. Each call takes other days, because the server remembers
   * answers.
   */
  readonly parametersOf: (n: number) => Parameters;
}

const dayOf = (n: number) => addDays(FIRST_DAY, 20 + n);
export const REPORT_LOADS: readonly ReportLoad[] = [
  {
    name: 'one day, hours by activity',
    parametersOf: (n) => ({
      perspective: 'interval',
      resolution_time: 'hour',
      restrict_kind: 'activity',
      restrict_begin: dayOf(n),
      restrict_end: dayOf(n),
    }),
  },
  {
    name: 'one year, rank by activity',
    parametersOf: (n) => ({
      perspective: 'rank',
      restrict_kind: 'activity',
      restrict_begin: FIRST_DAY,
      restrict_end: addDays(LAST_DAY, n),
    }),
  },
];

/** No user changes the taxonomy in the benchmark. */
const classes = timeClasses(SHIPPED_TAXONOMY);

const WARM_UPS = 10;
const CALLS = 100;
/** On a busy machine there are fewer calls. */
const LONGEST_MS = 2_500;

/** How long the SQL query of the report takes, in ms, once for each call. */
export function timeQueries(readModels: ReadModels, userId: string, { parametersOf }: ReportLoad): Promise<number[]> {
  return timeEach((n) => readModels.readReport({ userId, classes }, planOf(parametersOf(n))));
}

/** How long the report takes over HTTP, in ms, once for each call. */
export function timeReports(connection: Connection, { parametersOf }: ReportLoad): Promise<number[]> {
  const pathOf = (n: number) => `/anapi/data?format=json&${new URLSearchParams(parametersOf(n)).toString()}`;
  return timeEach((n) => connection.call({ method: 'GET', path: pathOf(n) }));
}

function planOf(parameters: Parameters): AnalyticPlan {
  const asked = parseAnalyticQuery(parameters, LAST_DAY);
  const plan = 'code' in asked ? asked : planQuery(asked.query);
  if ('code' in plan) throw new Error(`The report's parameters are wrong: ${plan.fields.join(', ')}`);
  return plan;
}

async function timeEach(call: (n: number) => Promise<unknown>): Promise<number[]> {
  const durationsMs: number[] = [];
  const begunAt = performance.now();
  for (let n = -WARM_UPS; n < CALLS; n++) {
    const startedAt = performance.now();
    await call(n);
    const endedAt = performance.now();
    if (n < 0) continue;
    durationsMs.push(endedAt - startedAt);
    if (endedAt - begunAt > LONGEST_MS) break;
  }
  return durationsMs;
}
