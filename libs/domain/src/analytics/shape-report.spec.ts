import fc from 'fast-check';
import { localDateOfUtcMs } from '../calendar/local-date.js';
import type { Kind, Perspective } from './analytic-query.js';
import { parseAnalyticQuery } from './parse-analytic-query.js';
import { type AnalyticPlan, planQuery } from './plan-query.js';
import { cellsOf, type ReportRow, shapeInSteps, shapeReport } from './shape-report.js';

const DAY = localDateOfUtcMs(Date.UTC(2015, 4, 4));

function planOf(perspective: Perspective, kind: Kind, thing?: string): AnalyticPlan {
  const request = parseAnalyticQuery({ perspective, restrict_kind: kind, restrict_thing: thing }, DAY);
  const plan = 'code' in request ? request : planQuery(request.query);
  if ('code' in plan) throw new Error(`refused ${plan.fields.join()}`);
  return plan;
}

/** The rows of the report, each as a list of its cells. */
const laidOut = (...asked: Parameters<typeof shapeReport>) => {
  const report = shapeReport(...asked);
  return report.rows.map((row, index) => cellsOf(report, row, index));
};

const row = (values: (string | number)[], seconds: number, intervalStart?: string): ReportRow => ({
  intervalStart,
  values,
  durationMs: seconds * 1000,
  weightedMs: undefined,
});

describe('a report by member', () => {
  it('names the person in place of the rank, counts no people, and orders like a rank', () => {
    const rows = [row(['mail', 'Email', 1], 60), row(['editor', 'Writing', 2], 90)];
    expect(laidOut(planOf('member', 'activity'), rows, 'a@b.c')).toEqual([
      ['a@b.c', 90, 'editor', 'Writing', 2],
      ['a@b.c', 60, 'mail', 'Email', 1],
    ]);
  });
});

it('counts the people of every row, and one person where the read model gives no number', () => {
  const rows = [{ ...row([2], 90), people: 3 }, row([0], 60)];
  expect(laidOut(planOf('rank', 'productivity'), rows)).toEqual([
    [1, 90, 3, 2],
    [2, 60, 1, 0],
  ]);
});

it('breaks ties by name, however many people there are', () => {
  const rows = [
    { ...row(['Utilities'], 60), people: 1 },
    { ...row(['Business'], 60), people: 3 },
  ];
  expect(laidOut(planOf('rank', 'overview'), rows).map((cells) => cells[3])).toEqual(['Business', 'Utilities']);
});

describe('a report', () => {
  const TIME = ['Time Spent (seconds)', 'Number of People'];
  const ACTIVITY = ['Activity', 'Category', 'Productivity'];
  const DOCUMENT = ['Activity', 'Document', 'Category', 'Productivity'];
  it.each<[Perspective, Kind, string | undefined, string[]]>([
    ['rank', 'overview', undefined, ['Rank', ...TIME, 'Category']],
    ['rank', 'category', undefined, ['Rank', ...TIME, 'Category']],
    ['rank', 'activity', undefined, ['Rank', ...TIME, ...ACTIVITY]],
    ['rank', 'productivity', undefined, ['Rank', ...TIME, 'Productivity']],
    ['rank', 'document', undefined, ['Rank', ...TIME, ...DOCUMENT]],
    ['interval', 'overview', undefined, ['Date', ...TIME, 'Category']],
    ['interval', 'category', undefined, ['Date', ...TIME, 'Category']],
    ['interval', 'activity', undefined, ['Date', ...TIME, ...ACTIVITY]],
    ['interval', 'productivity', undefined, ['Date', ...TIME, 'Productivity']],
    ['interval', 'document', undefined, ['Date', ...TIME, ...DOCUMENT]],
    ['interval', 'efficiency', undefined, ['Date', ...TIME, 'Efficiency (-2:2)', 'Efficiency (percent)']],
    ['member', 'activity', undefined, ['Person', 'Time Spent (seconds)', ...ACTIVITY]],
    ['rank', 'overview', 'Software Development', ['Rank', ...TIME, ...ACTIVITY]],
    ['rank', 'category', 'Editing & IDEs', ['Rank', ...TIME, ...ACTIVITY]],
    ['rank', 'activity', 'rubymine', ['Rank', ...TIME, ...ACTIVITY]],
    ['rank', 'document', 'rubymine', ['Rank', ...TIME, ...DOCUMENT]],
  ])('by %s of kind %s within %s has its documented headers, even when empty', (perspective, kind, thing, headers) =>
    expect(shapeReport(planOf(perspective, kind, thing), [])).toEqual({
      perspective,
      person: '',
      headers,
      rows: [],
    }),
  );

  it('ranks the overviews of the recorded morning of 2015-05-04 as recorded', () => {
    const morning: [string, number][] = [
      ['Business', 1],
      ['News & Opinion', 135],
      ['Reference & Learning', 277],
      ['Social Networking', 13],
      ['Software Development', 12022],
      ['Uncategorized', 14],
      ['Utilities', 34],
    ];
    const rows = morning.map(([name, seconds]) => row([name], seconds));
    expect(laidOut(planOf('rank', 'overview'), rows)).toEqual([
      [1, 12022, 1, 'Software Development'],
      [2, 277, 1, 'Reference & Learning'],
      [3, 135, 1, 'News & Opinion'],
      [4, 34, 1, 'Utilities'],
      [5, 14, 1, 'Uncategorized'],
      [6, 13, 1, 'Social Networking'],
      [7, 1, 1, 'Business'],
    ]);
  });

  it('ranks levels by their time, as recorded, not by level', () => {
    const rows = [row([-2], 135), row([0], 41), row([1], 50), row([2], 12270)];
    expect(laidOut(planOf('rank', 'productivity'), rows)).toEqual([
      [1, 12270, 1, 2],
      [2, 135, 1, -2],
      [3, 50, 1, 1],
      [4, 41, 1, 0],
    ]);
  });

  it('lists intervals by date, most time first inside each, and ties by name', () => {
    const rows = [
      row(['Utilities'], 30, '2015-05-04T01:00:00'),
      row(['Shopping'], 60, '2015-05-04T00:00:00'),
      row(['Business'], 60, '2015-05-04T00:00:00'),
      row(['Utilities'], 90, '2015-05-04T00:00:00'),
    ];
    expect(laidOut(planOf('interval', 'overview'), rows)).toEqual([
      ['2015-05-04T00:00:00', 90, 1, 'Utilities'],
      ['2015-05-04T00:00:00', 60, 1, 'Business'],
      ['2015-05-04T00:00:00', 60, 1, 'Shopping'],
      ['2015-05-04T01:00:00', 30, 1, 'Utilities'],
    ]);
  });

  it.each([
    [499, []],
    [500, [[1, 1, 1, 'a']]],
    [1499, [[1, 1, 1, 'a']]],
    [1500, [[1, 2, 1, 'a']]],
  ])('rounds %d ms to whole seconds and leaves out what rounds to none', (durationMs, rows) =>
    expect(laidOut(planOf('rank', 'overview'), [{ ...row(['a'], 0), durationMs }])).toEqual(rows),
  );

  it('ties on whole seconds by name, whatever the milliseconds', () => {
    const rows = [
      { ...row(['b'], 0), durationMs: 1_400 },
      { ...row(['a'], 0), durationMs: 1_300 },
    ];
    expect(laidOut(planOf('rank', 'overview'), rows).map((cells) => cells[3])).toEqual(['a', 'b']);
  });

  it('has numbers 1 to n and never more seconds further down, in one order for any order of its rows', () => {
    const rows = fc.uniqueArray(fc.tuple(fc.string(), fc.integer({ min: 0, max: 5 })), { selector: ([name]) => name });
    fc.assert(
      fc.property(rows, (pairs) => {
        const groups = pairs.map(([name, seconds]) => row([name], seconds));
        const report = laidOut(planOf('rank', 'overview'), groups);
        expect(report.map((cells) => cells[0])).toEqual(report.map((_cells, index) => index + 1));
        const seconds = report.map((cells) => Number(cells[1]));
        expect(seconds).toEqual([...seconds].sort((a, b) => b - a));
        expect(laidOut(planOf('rank', 'overview'), groups.toReversed())).toEqual(report);
      }),
    );
  });

  it('goes by date and within one as a rank does, in one order for any order of its rows', () => {
    const starts = ['2015-04-30T23:55:00', '2015-05-01T00:00:00', '2015-05-01T10:00:00'];
    const group = fc.tuple(fc.constantFrom(...starts), fc.constantFrom('a', 'b', 'c'), fc.integer({ min: 1, max: 3 }));
    const groups = fc.uniqueArray(group, { selector: ([start, name]) => start + name });
    const shuffled = groups.chain((all) =>
      fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length })),
    );
    fc.assert(
      fc.property(shuffled, (orders) => {
        const [report, again] = orders.map((order) =>
          laidOut(
            planOf('interval', 'overview'),
            order.map(([intervalStart, name, seconds]) => row([name], seconds, intervalStart)),
          ),
        );
        expect(again).toEqual(report);
        const keys = report?.map(([start, seconds, , name]) => `${start} ${9 - Number(seconds)} ${name}`);
        expect(keys).toEqual(keys?.toSorted());
      }),
    );
  });
});

describe('an efficiency report', () => {
  const efficiency = (levelSeconds: Partial<Record<-2 | -1 | 0 | 1 | 2, number>>) => {
    const levels = Object.entries(levelSeconds).map(([level, seconds]) => [Number(level), seconds * 1000] as const);
    const sums = {
      durationMs: levels.reduce((sum, [, ms]) => sum + ms, 0),
      weightedMs: levels.reduce((sum, [level, ms]) => sum + level * ms, 0),
    };
    const rows = [{ intervalStart: '2015-05-04T00:00:00', values: [], ...sums }];
    return laidOut(planOf('interval', 'efficiency'), rows)[0]?.slice(1);
  };

  it.each([
    [{ 2: 2202, 1: 31, 0: 20, [-2]: 135 }, 2388, 1.74, 93.6],
    [{ 2: 685 }, 685, 2, 100],
    [{ 2: 3581, 1: 3, 0: 7 }, 3591, 2, 99.88],
    [{ 2: 3581, 1: 16 }, 3597, 2, 99.89],
    [{ 2: 2221, 0: 14 }, 2235, 1.99, 99.69],
  ])('answers for %p the recorded %d s, %d, %d', (levels, seconds, level, percent) =>
    expect(efficiency(levels)).toEqual([seconds, 1, level, percent]),
  );

  it.each([
    [{ [-2]: 60 }, -2, 0],
    [{ 0: 60 }, 0, 50],
    [{ [-1]: 1, 0: 199 }, -0.01, 49.88],
    [{ 1: 1, 0: 199 }, 0.01, 50.13],
  ])('answers for %p the hand-worked %d, %d: halves go away from zero', (levels, level, percent) =>
    expect(efficiency(levels)?.slice(2)).toEqual([level, percent]),
  );
});

describe('a report that is shaped in steps', () => {
  const rows = fc.array(
    fc
      .tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.integer({ min: 0, max: 9 }), fc.integer({ min: 1, max: 5 }))
      .map(([name, seconds, day]) => ({ ...row([name, 'Email', 1], seconds / 4, `2015-05-0${day}T00:00:00`) })),
  );

  it.each([planOf('rank', 'activity'), planOf('interval', 'activity')])(
    'has the rows of one that is shaped at once, whatever the steps',
    (plan) => {
      fc.assert(
        fc.property(rows, fc.integer({ min: 1, max: 7 }), (all, rowsOfAStep) => {
          const of = plan.perspective === 'rank' ? all.map((one) => ({ ...one, intervalStart: undefined })) : all;
          const steps = shapeInSteps(plan, of, rowsOfAStep);
          let step = steps.next();
          while (!step.done) step = steps.next();
          expect([...step.value]).toEqual(shapeReport(plan, of).rows);
        }),
      );
    },
  );
});
