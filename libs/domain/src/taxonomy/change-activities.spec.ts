import fc from 'fast-check';
import { type ActivityChange } from './change-activities.js';
import { classifyActivity } from './classify-activity.js';
import { classOrigin } from './class-origin.js';
import type { TaxonomyEvent } from './events.js';
import { TAXONOMY_LIMITS } from './limits.js';
import { taxonomyDecider } from './taxonomy-decider.js';

const metadata = { now: 0, principalId: 'u' };
const stateOf = (given: readonly TaxonomyEvent[]) => given.reduce(taxonomyDecider.evolve, taxonomyDecider.initialState);
const change = (given: readonly TaxonomyEvent[], ...activities: ActivityChange[]) =>
  taxonomyDecider.decide({ type: 'ChangeActivities', data: { activities }, metadata }, stateOf(given));
const classOf = (activity: string, given: readonly TaxonomyEvent[]) => {
  const { overview, category, productivity } = classifyActivity(stateOf(given), activity);
  return `${overview} ${category} ${productivity}`;
};

const GAMES = { overview: 'Entertainment', category: 'Games' };
const THESIS = { overview: 'Design & Composition', category: 'Thesis' };
const inGames: TaxonomyEvent = { type: 'ActivityClassified', data: { activity: 'vim', category: GAMES } };
const created: TaxonomyEvent = { type: 'CategoryCreated', data: { ...THESIS, productivity: 1 } };
const inThesis: TaxonomyEvent = { type: 'ActivityClassified', data: { activity: 'vim', category: THESIS } };
const removed: TaxonomyEvent = { type: 'CategoryRemoved', data: THESIS };

describe('a change of several activities', () => {
  it.each<[title: string, given: TaxonomyEvent[], when: ActivityChange[], then: TaxonomyEvent[]]>([
    [
      'keeps the category when only the level changes',
      [inGames],
      [{ activity: 'vim', productivity: 2 }],
      [{ type: 'ActivityClassified', data: { activity: 'vim', category: GAMES, productivity: 2 } }],
    ],
    [
      'takes back one of two settings',
      [{ type: 'ActivityClassified', data: { activity: 'vim', category: GAMES, productivity: 2 } }],
      [{ activity: 'Vim', category: null }],
      [{ type: 'ActivityClassified', data: { activity: 'Vim', productivity: 2 } }],
    ],
    [
      'resets an activity without settings',
      [inGames],
      [{ activity: 'vim', category: null, productivity: null }],
      [{ type: 'ActivityReset', data: { activity: 'vim' } }],
    ],
    [
      'gives an event for each that changes, and none for the others',
      [inGames],
      [
        { activity: 'vim', category: GAMES },
        { activity: 'emacs', productivity: -1 },
        { activity: 'nano', productivity: null },
      ],
      [{ type: 'ActivityClassified', data: { activity: 'emacs', productivity: -1 } }],
    ],
    [
      'goes on from the change before when a name occurs again',
      [],
      [
        { activity: 'vim', productivity: 1 },
        { activity: 'VIM', category: GAMES },
      ],
      [
        { type: 'ActivityClassified', data: { activity: 'vim', productivity: 1 } },
        { type: 'ActivityClassified', data: { activity: 'VIM', category: GAMES, productivity: 1 } },
      ],
    ],
  ])('%s', (_title, given, when, then) => expect(change(given, ...when)).toEqual(then));

  it.each<[code: string, when: ActivityChange]>([
    ['nothing_said', { activity: 'x' }],
    ['invalid_name', { activity: ' ', productivity: 1 }],
    ['invalid_level', { activity: 'x', productivity: 3 as 2 }],
    ['unknown_category', { activity: 'x', category: THESIS }],
  ])('is refused as a whole with %s', (code, when) => {
    expect(() => change([], { activity: 'vim', productivity: 1 }, when)).toThrow(expect.objectContaining({ code }));
  });

  it('counts those that it resets when there is little room', () => {
    const most = TAXONOMY_LIMITS.classifiedActivities;
    const full = Array.from({ length: most }, (_, n): TaxonomyEvent => ({
      ...{ type: 'ActivityClassified', data: { activity: `app ${n}`, productivity: 1 } },
    }));
    expect(() => change(full, { activity: 'one more', productivity: 1 })).toThrow(
      expect.objectContaining({ code: 'limit_reached' }),
    );
    const reset = { activity: 'app 7', productivity: null };
    expect(change(full, reset, { activity: 'one more', productivity: 1 })).toHaveLength(2);
  });

  it('is taken back by the settings from before', () => {
    const names = fc.constantFrom('vim', 'emacs', 'github.com');
    const category = fc.option(fc.constantFrom(GAMES, THESIS));
    const productivity = fc.option(fc.constantFrom(-2, -1, 0, 1, 2));
    const settings = fc.record({ activity: names, category, productivity }) as fc.Arbitrary<ActivityChange>;
    fc.assert(
      fc.property(fc.uniqueArray(settings, { selector: ({ activity }) => activity }), settings, (before, next) => {
        const given = [created, ...change([created], ...before)];
        const former = { activity: next.activity, category: null, productivity: null };
        const own = before.find(({ activity }) => activity === next.activity) ?? former;
        const after = [...given, ...change(given, next)];
        expect(classOf(next.activity, [...after, ...change(after, own)])).toBe(classOf(next.activity, given));
      }),
    );
  });
});

describe('a category of the user', () => {
  it('is removed, and its activities are where they would be without it', () => {
    const asked = { type: 'RemoveCategory', data: THESIS, metadata } as const;
    expect(taxonomyDecider.decide(asked, stateOf([created]))).toEqual([removed]);
    expect(classOf('vim', [created, inThesis])).toBe('Design & Composition Thesis 1');
    expect(classOf('vim', [created, inThesis, removed])).toBe(classOf('vim', []));
    const both: TaxonomyEvent = { type: 'ActivityClassified', data: { ...inThesis.data, productivity: -2 } };
    expect(classOf('vim', [created, both, removed])).toMatch(/ -2$/);
    expect(change([created, both, removed], { activity: 'vim', productivity: 0 })).toEqual([
      { type: 'ActivityClassified', data: { activity: 'vim', productivity: 0 } },
    ]);
  });

  it('loses its level when it is removed, and has its activities again when it is made again', () => {
    const level: TaxonomyEvent = { type: 'CategoryLevelSet', data: { ...THESIS, productivity: -2 } };
    const again: TaxonomyEvent = { type: 'CategoryCreated', data: { ...THESIS, productivity: 2 } };
    expect(classOf('vim', [created, level, inThesis, removed, again])).toBe('Design & Composition Thesis 2');
  });

  it('takes the rules that name it along: the next rule that matches holds', () => {
    const rules = [
      { match: 'substring', pattern: 'tex', category: THESIS },
      { match: 'substring', pattern: 'thesis', category: GAMES },
    ] as const;
    const set: TaxonomyEvent = { type: 'DocumentRulesSet', data: { activity: 'vim', rules } };
    expect(stateOf([created, set, removed]).documentRules.size).toBe(1);
    const origin = classOrigin(stateOf([created, set, removed]), 'vim', { ...GAMES, productivity: -2 });
    expect(origin).toMatchObject({ category: 'rule', level: 'rule' });
  });

  it.each([
    ['a shipped one', GAMES],
    ['one that is not there', THESIS],
  ])('is the only kind that is removed, not %s', (_title, data) => {
    expect(() => taxonomyDecider.decide({ type: 'RemoveCategory', data, metadata }, stateOf([]))).toThrow(
      expect.objectContaining({ code: 'unknown_category' }),
    );
  });
});

describe('the origin of a class', () => {
  const levelSet: TaxonomyEvent = { type: 'CategoryLevelSet', data: { ...GAMES, productivity: 1 } };
  it.each<[given: TaxonomyEvent[], category: string, level: string]>([
    [[], 'shipped', 'shipped'],
    [[inGames], 'activity', 'shipped'],
    [[inGames, levelSet], 'activity', 'category'],
    [[created, inThesis], 'activity', 'category'],
    [[{ type: 'ActivityClassified', data: { activity: 'VIM', productivity: 0 } }, levelSet], 'shipped', 'activity'],
    [[created, inThesis, removed], 'shipped', 'shipped'],
  ])('of %j: category %s, level %s', (given, category, level) => {
    const state = stateOf(given);
    expect(classOrigin(state, 'vim', classifyActivity(state, 'vim'))).toMatchObject({ category, level });
  });

  it('names the shipped class when that is another one', () => {
    const of = (given: TaxonomyEvent[]) => classOrigin(stateOf(given), 'vim', classifyActivity(stateOf(given), 'vim'));
    expect(of([inGames]).shipped).toEqual(classifyActivity(stateOf([]), 'vim'));
    expect(of([]).shipped).toBeUndefined();
  });
});
