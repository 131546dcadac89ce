import type { LocalDate } from '../calendar/local-date.js';
import type { AnalyticQuery } from '../analytics/analytic-query.js';
import { parseAnalyticQuery } from '../analytics/parse-analytic-query.js';
import { checkPeople, checkShown, narrower, type Sharing, SHARING_LEVELS, sharingNeeded, shows } from './sharing.js';

const TODAY = '2026-11-21' as LocalDate;

function queryOf(parameters: Record<string, string>): AnalyticQuery {
  const asked = parseAnalyticQuery(parameters, TODAY);
  if ('code' in asked) throw new Error(`refused ${asked.fields.join()}`);
  return asked.query;
}

describe('what a team report needs its members to share', () => {
  it.each<[needed: Sharing | undefined, parameters: Record<string, string>]>([
    ['levels', { rk: 'productivity' }],
    ['levels', { rk: 'productivity', pv: 'interval', rs: 'minute' }],
    ['levels', { rk: 'efficiency', pv: 'interval' }],
    ['categories', { rk: 'overview' }],
    ['categories', { rk: 'category', pv: 'interval' }],
    ['activities', {}],
    ['activities', { rk: 'activity' }],
    // What is listed inside of these are activities.
    ['activities', { rk: 'overview', rt: 'Games' }],
    ['activities', { rk: 'category', rt: 'Games', ry: 'Steam' }],
    ['activities', { rk: 'category', ry: 'Steam' }],
    // A thing may be the name of an activity.
    ['activities', { rk: 'productivity', rt: 'Steam' }],
    ['activities', { rk: 'efficiency', pv: 'interval', rt: 'Steam' }],
    // Documents, in every form.
    [undefined, { rk: 'document' }],
    [undefined, { rk: 'document', rt: 'Steam' }],
    [undefined, { rk: 'activity', rt: 'Steam' }],
    [undefined, { rk: 'activity', ry: 'a title' }],
    [undefined, { rk: 'productivity', ry: 'a title' }],
    [undefined, { rk: 'efficiency', pv: 'interval', rt: 'Steam', ry: 'a title' }],
    // A report by member.
    [undefined, { pv: 'member' }],
    [undefined, { pv: 'member', rk: 'productivity' }],
  ])('is %s for %j', (needed, parameters) => expect(sharingNeeded(queryOf(parameters))).toBe(needed));

  const check = (sharing: Sharing, parameters: Record<string, string>) => () =>
    checkShown(sharing, queryOf(parameters));
  it.each<[sharing: Sharing, parameters: Record<string, string>]>([
    ['levels', { rk: 'productivity' }],
    ['categories', { rk: 'productivity' }],
    ['categories', { rk: 'category' }],
    ['activities', { rk: 'category', rt: 'Games' }],
  ])('is there when the team shares %s, for %j', (sharing, parameters) =>
    expect(check(sharing, parameters)).not.toThrow(),
  );

  it.each<[sharing: Sharing, parameters: Record<string, string>]>([
    ['nothing', { rk: 'productivity' }],
    ['levels', { rk: 'overview' }],
    ['levels', { rk: 'productivity', rt: 'Games' }],
    ['categories', {}],
    ['categories', { rk: 'category', rt: 'Games' }],
    ['activities', { rk: 'document' }],
    ['activities', { pv: 'member' }],
  ])('is refused when the team shares %s, for %j', (sharing, parameters) =>
    expect(check(sharing, parameters)).toThrow(expect.objectContaining({ code: 'not_shared' })),
  );

  it.each<[needed: Sharing, people: number]>([
    ['levels', 0],
    ['categories', 3],
    ['activities', 3],
  ])('as %s is given of %i people', (needed, people) => expect(() => checkPeople(people, needed)).not.toThrow());

  it.each<[needed: Sharing, people: number]>([
    ['categories', 0],
    ['categories', 2],
    ['activities', 2],
  ])('as %s is refused of %i people', (needed, people) =>
    expect(() => checkPeople(people, needed)).toThrow(expect.objectContaining({ code: 'too_few_members' })),
  );
});

describe('of two levels of sharing', () => {
  it.each(SHARING_LEVELS.flatMap((a) => SHARING_LEVELS.map((b) => [a, b] as const)))(
    '%s and %s, the narrower shows what both do',
    (a, b) => {
      const both = SHARING_LEVELS.filter((needed) => shows(a, needed) && shows(b, needed));
      expect(SHARING_LEVELS.filter((needed) => shows(narrower(a, b), needed))).toEqual(both);
    },
  );
});
