import {
  type AnalyticParameters,
  type AnalyticPlan,
  parseAnalyticQuery,
  parseLocalDate,
  planQuery,
  type ReportRow,
  ReportRows,
  shapeReport,
  SHIPPED_TAXONOMY,
  type TimeClasses,
  timeClasses,
} from '@app/domain';
import { blocksOf } from '../../testing/report-blocks.js';
import { csvText } from './render-report.js';

/**
 * Checks numbers of public recordings of the documented service, from the parameters to the text of
 * the answer.
 */

const TODAY = parseLocalDate('2015-05-04')!;

function planOf(parameters: AnalyticParameters): AnalyticPlan {
  const request = parseAnalyticQuery(parameters, TODAY);
  const plan = 'code' in request ? request : planQuery(request.query);
  if ('code' in plan) throw new Error(`refused ${plan.fields.join()}`);
  return plan;
}

/** The lines under the header. */
const linesOf = (plan: AnalyticPlan, rows: readonly ReportRow[]) =>
  Buffer.concat(blocksOf(csvText, shapeReport(plan, rows)))
    .toString()
    .trimEnd()
    .split('\n')
    .slice(1);

type Recorded = [date: string, seconds: number, level: string, percent: string];
const MONTHS: Recorded[] = [
  ['2015-02-01', 492_115, '-0.37', '40.7'],
  ['2015-03-01', 933_912, '0.96', '73.89'],
  ['2015-04-01', 1_013_462, '0.97', '74.32'],
  ['2015-05-01', 142_994, '1.59', '89.8'],
];
const DAYS: Recorded[] = [
  ['2015-05-01', 42_300, '1.26', '81.58'],
  ['2015-05-02', 41_173, '1.83', '95.79'],
  ['2015-05-03', 59_521, '1.66', '91.49'],
];

/** Some time, in the form of a read model. */
interface Spent {
  readonly activity: string;
  readonly durationMs: number;
  readonly document?: string;
  readonly intervalStart?: string;
}

const spent = (activity: string, durationMs: number, where: Partial<Spent> = {}): Spent => ({
  ...{ activity, durationMs },
  ...where,
});

/** The rows of a report on that time. */
function rowsOf(plan: AnalyticPlan, time: readonly Spent[], classes: TimeClasses): ReportRow[] {
  const rows = new ReportRows(plan, classes);
  rows.add({
    durationsMs: time.map(({ durationMs }) => durationMs),
    activities: { names: time.map(({ activity }) => activity), numbers: [...time.keys()] },
    documents: plan.detail === 'document' ? time.map(({ document = '' }) => document) : undefined,
    pages: undefined,
    intervalStarts: plan.resolution
      ? time.map(({ intervalStart }) => Date.parse(`${intervalStart}Z`) / 1000)
      : undefined,
  });
  return rows.all();
}
const classes = timeClasses(SHIPPED_TAXONOMY);

/**
 * Time in the bucket of `date`. Its levels are not in the recording. So part of it is at level 2
 * and the rest at -2, such that it has the recorded percentage.
 */
function timeOf([, seconds, , percent]: Recorded, date: string): Spent[] {
  const productiveMs = Math.round(seconds * 10 * Number(percent));
  const where = { intervalStart: `${date}T00:00:00` };
  return [spent('rubymine', productiveMs, where), spent('reddit.com', seconds * 1000 - productiveMs, where)];
}
const lineOf = ([date, seconds, level, percent]: Recorded) => `${date}T00:00:00,${seconds},1,${level},${percent}`;

describe('recorded efficiency', () => {
  const plan = planOf({ by: 'interval', rk: 'efficiency', rs: 'month', rb: '2015-01-01', re: '2015-05-03' });

  it.each([
    ['months', MONTHS],
    ['days', DAYS],
  ])('of %s is, to the digit, what was recorded', (_title, recorded) => {
    const time = recorded.toReversed().flatMap((one) => timeOf(one, one[0]));
    expect(linesOf(plan, rowsOf(plan, time, classes))).toEqual(recorded.map(lineOf));
  });

  it('of May is the mean over the seconds of its three days', () => {
    const time = DAYS.flatMap((day) => timeOf(day, '2015-05-01'));
    expect(linesOf(plan, rowsOf(plan, time, classes))).toEqual([lineOf(MONTHS[3]!)]);
  });
});

describe('a recorded drill-down of the morning of 2015-05-04', () => {
  const MORNING = [spent('sublime text', 318_000), spent('reddit.com', 135_000), spent('rubymine', 11_315_000)];

  it.each([[{ rk: 'overview', rt: 'Software Development' }], [{ rk: 'category', rt: 'Editing & IDEs' }]])(
    'for %j lists the activities inside, most time first',
    (parameters) => {
      const plan = planOf(parameters);
      expect(linesOf(plan, rowsOf(plan, MORNING, classes))).toEqual([
        '1,11315,1,rubymine,Editing & IDEs,2',
        '2,318,1,sublime text,Editing & IDEs,2',
      ]);
    },
  );

  it('has the 11,633 s of the row of its category', () => {
    const plan = planOf({ rk: 'category' });
    expect(linesOf(plan, rowsOf(plan, MORNING, classes))).toEqual([
      '1,11633,1,Editing & IDEs',
      '2,135,1,General News & Opinion',
    ]);
  });

  it('for an activity lists its 21 documents, one of them for time that has none', () => {
    const plan = planOf({ rk: 'activity', rt: 'rubymine' });
    // The recording has only the number of rows and their sum: 20 documents of 1 to 20 s, and
    // 11,315 - 210 s without one.
    const documents = Array.from({ length: 20 }, (_, n) =>
      spent('rubymine', (n + 1) * 1000, { document: `file ${n}` }),
    );
    const time = [...documents, spent('rubymine', 11_105_000, { document: 'No Details' })];
    const lines = linesOf(plan, rowsOf(plan, time, classes));
    expect(lines).toHaveLength(21);
    expect(lines.slice(0, 2)).toEqual(['1,11105,1,No Details,Editing & IDEs,2', '2,20,1,file 19,Editing & IDEs,2']);
    expect(lines.reduce((sum, line) => sum + Number(line.split(',')[1]), 0)).toBe(11_315);
  });
});
