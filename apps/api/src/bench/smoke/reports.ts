import { type AnalyticPlan, parseAnalyticQuery, planQuery, SHIPPED_TAXONOMY, timeClasses } from '@app/domain';
import { type ReadModels, readReport } from '@app/read-models';
import type { Connection } from '../load/connection.js';
import { FIRST_DAY, LAST_DAY } from './year-log.js';

/** One question to GET /anapi/data. */
export interface ReportLoad {
  readonly name: string;
  readonly parameters: Readonly<Record<string, string>>;
}

const day = '2025-06-16';
export const REPORT_LOADS: readonly ReportLoad[] = [
  {
    name: 'one day, hours by activity',
    parameters: {
      perspective: 'interval',
      resolution_time: 'hour',
      restrict_kind: 'activity',
      restrict_begin: day,
      restrict_end: day,
    },
  },
  {
    name: 'one year, rank by activity',
    parameters: {
      perspective: 'rank',
      restrict_kind: 'activity',
      restrict_begin: FIRST_DAY,
      restrict_end: LAST_DAY,
    },
  },
];

/** Nobody changed a thing in the benchmark. */
const classes = timeClasses(SHIPPED_TAXONOMY);

const WARM_UPS = 10;
const CALLS = 100;
/** On a busy machine fewer calls must do. */
const LONGEST_MS = 2_500;

/** How long the very query of the report takes, in ms, once for each call. */
export function timeQueries({ client }: ReadModels, userId: string, { parameters }: ReportLoad): Promise<number[]> {
  const plan = planOf(parameters);
  return timeEach(() => readReport(client, { userId, classes }, plan));
}

/** How long the report takes over HTTP, in ms, once for each call. */
export function timeReports(connection: Connection, { parameters }: ReportLoad): Promise<number[]> {
  const path = `/anapi/data?format=json&${new URLSearchParams(parameters).toString()}`;
  return timeEach(() => connection.call({ method: 'GET', path }));
}

function planOf(parameters: ReportLoad['parameters']): AnalyticPlan {
  const asked = parseAnalyticQuery(parameters, LAST_DAY);
  const plan = 'code' in asked ? asked : planQuery(asked.query);
  if ('code' in plan) throw new Error(`The report's parameters are wrong: ${plan.fields.join(', ')}`);
  return plan;
}

async function timeEach(call: () => Promise<unknown>): Promise<number[]> {
  const durationsMs: number[] = [];
  const begunAt = performance.now();
  for (let n = -WARM_UPS; n < CALLS; n++) {
    const startedAt = performance.now();
    await call();
    const endedAt = performance.now();
    if (n < 0) continue;
    durationsMs.push(endedAt - startedAt);
    if (endedAt - begunAt > LONGEST_MS) break;
  }
  return durationsMs;
}
