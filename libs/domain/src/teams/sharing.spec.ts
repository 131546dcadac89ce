import type { LocalDate } from '../calendar/local-date.js';
import { parseAnalyticQuery } from '../analytics/parse-analytic-query.js';
import { membersNeeded, narrower, type Sharing, SHARING_LEVELS, sharingNeeded, shows } from './sharing.js';

const TODAY = '2026-11-21' as LocalDate;

function neededFor(parameters: Record<string, string>): Sharing | undefined {
  const asked = parseAnalyticQuery(parameters, TODAY);
  if ('code' in asked) throw new Error(`refused ${asked.fields.join()}`);
  return sharingNeeded(asked.query);
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
    // Documents, in whatever way.
    [undefined, { rk: 'document' }],
    [undefined, { rk: 'document', rt: 'Steam' }],
    [undefined, { rk: 'activity', rt: 'Steam' }],
    [undefined, { rk: 'activity', ry: 'a title' }],
    [undefined, { rk: 'productivity', ry: 'a title' }],
    [undefined, { rk: 'efficiency', pv: 'interval', rt: 'Steam', ry: 'a title' }],
    // Who it was.
    [undefined, { pv: 'member' }],
    [undefined, { pv: 'member', rk: 'productivity' }],
  ])('is %s for %j', (needed, parameters) => expect(neededFor(parameters)).toBe(needed));

  it('is shared by three people at least, but for levels', () =>
    expect((['levels', 'categories', 'activities'] as const).map(membersNeeded)).toEqual([0, 3, 3]));
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
