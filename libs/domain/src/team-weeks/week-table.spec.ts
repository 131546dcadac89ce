import fc from 'fast-check';
import type { Sharing } from '../teams/sharing.js';
import { inOneGo } from '../in-one-go.js';
import { type AgreedMember, cohortOf, type PublishedCell, WeekTable, type WeekTime } from './week-table.js';

const HOUR_MS = 3_600_000;
const agreed = (...levels: Sharing[]): AgreedMember[] => levels.map((one, n) => ({ userId: `m${n}`, agreed: one }));
const times = (many: number, level: Sharing) => Array.from({ length: many }, () => level);

describe('the cohort of a week', () => {
  it.each<[sharing: Sharing, members: Sharing[], level: Sharing | undefined, people: number]>([
    ['levels', times(4, 'levels'), undefined, 0],
    ['levels', times(5, 'levels'), 'levels', 5],
    ['activities', times(7, 'activities'), 'levels', 7],
    ['activities', times(8, 'activities'), 'activities', 8],
    ['categories', times(8, 'activities'), 'categories', 8],
    ['nothing', times(9, 'activities'), undefined, 0],
    ['activities', [...times(7, 'activities'), ...times(3, 'categories')], 'categories', 10],
    ['activities', [...times(8, 'activities'), ...times(3, 'levels')], 'activities', 8],
    ['activities', [...times(4, 'activities'), ...times(9, 'nothing')], undefined, 0],
  ])('in a team that shares %s, with %j, is at %s and has %i', (sharing, members, level, people) => {
    const cohort = cohortOf(sharing, agreed(...members), 5);
    expect([cohort?.sharing, cohort?.userIds.length ?? 0]).toEqual([level, people]);
  });

  it('is larger when the setting says so, and never smaller', () => {
    expect(cohortOf('levels', agreed(...times(9, 'levels')), 10)).toBeUndefined();
    expect(cohortOf('activities', agreed(...times(9, 'activities')), 9)?.sharing).toBe('activities');
    expect(cohortOf('levels', agreed(...times(4, 'levels')), 1)).toBeUndefined();
  });
});

const time = (activity: string, hours: number, productivity: WeekTime['productivity'] = 2): WeekTime => ({
  ...{ activity, overview: 'Software Development', category: 'Editing & IDEs', productivity },
  durationMs: hours * HOUR_MS,
});
type Level = Exclude<Sharing, 'nothing'>;

function tableOf(sharing: Level, members: readonly (readonly WeekTime[])[]): WeekTable {
  const table = new WeekTable({ sharing, people: members.length, smallest: 5 });
  for (const one of members) inOneGo(table.count(one));
  for (const one of members) inOneGo(table.add(one));
  return table;
}
const publishedCells = (sharing: Level, members: readonly (readonly WeekTime[])[]): PublishedCell[] =>
  inOneGo(tableOf(sharing, members).published());

/** Eight members with 1, 2, ... 8 h of Emacs. The first has vim too, and three have a game. */
const WEEK: WeekTime[][] = Array.from({ length: 8 }, (_, n) => [
  time('Emacs', n + 1),
  ...(n === 0 ? [time('vim', 30)] : []),
  ...(n < 3 ? [{ ...time('Steam', 5, -2), overview: 'Entertainment', category: 'Games' }] : []),
]);

describe('the table of a week', () => {
  const names = { overview: 'Software Development', category: 'Editing & IDEs' };
  // 36 h of Emacs. With vim: 66 h, and one member has 31; without the two largest 27 h.
  it.each<[level: Exclude<Sharing, 'nothing'>, cells: object[]]>([
    ['activities', [{ activity: 'Emacs', ...names, productivity: 2, hours: 36 }]],
    ['categories', [{ ...names, productivity: 2, hours: 66 }]],
    ['levels', [{ productivity: 2, hours: 66 }]],
  ])('by %s has the cells that enough members have, and no rest', (level, cells) =>
    expect(publishedCells(level, WEEK)).toEqual(cells),
  );

  it('has no cell without members', () => expect(publishedCells('levels', [])).toEqual([]));

  it('sums what one member has in one cell before it is judged', () => {
    const split = WEEK.map((ofMember) =>
      ofMember.flatMap((one) => [
        { ...one, durationMs: one.durationMs / 2 },
        { ...one, durationMs: one.durationMs / 2 },
      ]),
    );
    expect(publishedCells('activities', split)).toEqual(publishedCells('activities', WEEK));
  });

  it('says nothing of the order of the members', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6, 7], { minLength: 8 }), (order) => {
        const shuffled = order.map((n) => WEEK[n] ?? []);
        expect(publishedCells('activities', shuffled)).toEqual(publishedCells('activities', WEEK));
      }),
    );
  });

  it('holds nothing of the many short activities that a member has alone', () => {
    const minutes = (n: number) => Array.from({ length: 5_000 }, (_, m) => time(`site-${n}-${m}`, 1 / 60));
    const members = WEEK.map((ofMember, n) => [...ofMember, ...minutes(n)]);
    // Counted: Emacs, vim and Steam. Held: Emacs.
    expect(tableOf('activities', members).size).toBe(4);
    expect(publishedCells('activities', members)).toEqual(publishedCells('activities', WEEK));
  });
});
