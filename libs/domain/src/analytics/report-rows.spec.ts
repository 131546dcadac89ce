import { taxonomyDecider, timeClasses } from '../taxonomy/index.js';
import { planQuery } from './plan-query.js';
import { ReportRows, type SummedTime } from './report-rows.js';

const CLASSES = timeClasses(
  taxonomyDecider.evolve(taxonomyDecider.initialState, {
    type: 'NamingRuleCreated',
    data: { id: 1, activity: 'Chrome', in: 'document', match: 'contains', text: 'acme', name: 'Client A' },
  }),
);
const PLACES = 5_000;
const TIME: SummedTime = {
  durationsMs: Array.from({ length: PLACES }, () => 1000),
  activities: { names: ['Chrome'], numbers: new Array<number>(PLACES).fill(0) },
  documents: Array.from({ length: PLACES }, (_, n) => (n % 5 === 0 ? `acme ${n}` : `title ${n}`)),
  pages: new Array<string>(PLACES).fill(''),
  intervalStarts: undefined,
};

function rows(): ReportRows {
  const range = { begin: '2026-11-01', end: '2026-11-30' } as const;
  const plan = planQuery({ perspective: 'rank', resolution: 'day', kind: 'activity', ...range } as never);
  if ('code' in plan) throw new Error('refused');
  return new ReportRows(plan, CLASSES);
}

describe('time by title', () => {
  it('is added in steps, so that others need not wait for all of it', () => {
    const [inSteps, atOnce] = [rows(), rows()];
    expect([...inSteps.addInSteps(TIME)]).toHaveLength(2);
    atOnce.add(TIME);
    expect(inSteps.all()).toEqual(atOnce.all());
    expect(inSteps.all().map(({ values, durationMs }) => [values[0], durationMs])).toEqual([
      ['Client A', 1_000_000],
      ['Chrome', 4_000_000],
    ]);
  });
});
