import { classifyActivity, type DocumentRule, timeClasses } from './classify-activity.js';
import type { TaxonomyEvent } from './events.js';
import { readTaxonomyEvent } from './read-taxonomy-event.js';
import { TAXONOMY_LIMITS } from './limits.js';
import { type TaxonomyCommand, taxonomyDecider } from './taxonomy-decider.js';

type Asked = TaxonomyCommand extends infer C ? (C extends TaxonomyCommand ? Omit<C, 'metadata'> : never) : never;

const metadata = { now: 0, principalId: 'u' };
const stateOf = (given: readonly TaxonomyEvent[]) => given.reduce(taxonomyDecider.evolve, taxonomyDecider.initialState);
/** given events / when a command / then these events */
const decide = (given: readonly TaxonomyEvent[], when: Asked) =>
  taxonomyDecider.decide({ ...when, metadata }, stateOf(given));

const GAMES = { overview: 'Entertainment', category: 'Games' };
const THESIS = { overview: 'Design & Composition', category: 'Thesis' };
const classified: TaxonomyEvent = { type: 'ActivityClassified', data: { activity: 'vim', category: GAMES } };
const created: TaxonomyEvent = { type: 'CategoryCreated', data: { ...THESIS, productivity: 2 } };
const levelSet: TaxonomyEvent = { type: 'CategoryLevelSet', data: { ...GAMES, productivity: 1 } };
const WORK: DocumentRule = { match: 'substring', pattern: 'jira', productivity: 2 };
const PLAY: DocumentRule = { match: 'glob', pattern: '*game*', category: GAMES };
const rulesSet: TaxonomyEvent = { type: 'DocumentRulesSet', data: { activity: 'Chrome', rules: [WORK, PLAY] } };

describe('a taxonomy', () => {
  it.each<[title: string, given: TaxonomyEvent[], when: Asked, then: TaxonomyEvent[]]>([
    ['classes an activity', [], { type: 'ClassifyActivity', data: { activity: 'vim', category: GAMES } }, [classified]],
    [
      'gives no event for the same class, in any spelling',
      [classified],
      { type: 'ClassifyActivity', data: { activity: 'VIM', category: GAMES } },
      [],
    ],
    [
      'replaces all settings of an activity',
      [classified],
      { type: 'ClassifyActivity', data: { activity: 'vim', productivity: 0 } },
      [{ type: 'ActivityClassified', data: { activity: 'vim', productivity: 0 } }],
    ],
    [
      'resets what was classed',
      [classified],
      { type: 'ResetActivity', data: { activity: 'Vim' } },
      [{ type: 'ActivityReset', data: { activity: 'Vim' } }],
    ],
    ['has nothing to reset', [], { type: 'ResetActivity', data: { activity: 'vim' } }, []],
    ['sets the level of a category', [], { type: 'SetCategoryLevel', data: levelSet.data }, [levelSet]],
    ['gives no event for the same level', [levelSet], { type: 'SetCategoryLevel', data: levelSet.data }, []],
    [
      "sets the level of the user's own category",
      [created],
      { type: 'SetCategoryLevel', data: { ...THESIS, productivity: -1 } },
      [{ type: 'CategoryLevelSet', data: { ...THESIS, productivity: -1 } }],
    ],
    ['creates a category', [], { type: 'CreateCategory', data: created.data }, [created]],
    ['gives no event for the same category', [created], { type: 'CreateCategory', data: created.data }, []],
    ['sets rules', [], { type: 'SetDocumentRules', data: rulesSet.data }, [rulesSet]],
    ['gives no event for the same rules', [rulesSet], { type: 'SetDocumentRules', data: rulesSet.data }, []],
    [
      'sets rules in another order',
      [rulesSet],
      { type: 'SetDocumentRules', data: { activity: 'Chrome', rules: [PLAY, WORK] } },
      [{ type: 'DocumentRulesSet', data: { activity: 'Chrome', rules: [PLAY, WORK] } }],
    ],
    [
      'gives no event when there are no rules to remove',
      [],
      { type: 'SetDocumentRules', data: { activity: 'Chrome', rules: [] } },
      [],
    ],
  ])('%s', (_title, given, when, then) => expect(decide(given, when)).toEqual(then));

  const many = <T>(count: number, make: (n: number) => T): T[] => Array.from({ length: count }, (_, n) => make(n));
  const classify = (data: object) => ({ type: 'ClassifyActivity', data }) as Asked;
  const rules = (...all: object[]) => ({ type: 'SetDocumentRules', data: { activity: 'Chrome', rules: all } }) as Asked;
  const create = (data: object) => ({ type: 'CreateCategory', data: { ...created.data, ...data } }) as Asked;

  it.each<[code: string, title: string, when: Asked, given?: TaxonomyEvent[]]>([
    ['nothing_said', 'an activity without class', classify({ activity: 'vim' })],
    ['nothing_said', 'a rule without class', rules({ match: 'glob', pattern: 'x' })],
    ['invalid_name', 'an activity without name', classify({ activity: ' ', productivity: 1 })],
    ['invalid_name', 'half a character', classify({ activity: 'x\ud800', productivity: 1 })],
    ['invalid_name', 'a long activity', classify({ activity: 'x'.repeat(256), productivity: 1 })],
    ['invalid_name', 'a long category', create({ category: 'x'.repeat(101) })],
    ['invalid_name', 'a category with space around', create({ category: 'Thesis ' })],
    ['invalid_level', 'a level of an activity', classify({ activity: 'vim', productivity: 3 })],
    ['invalid_level', 'a level of a category', create({ productivity: 0.5 })],
    ['unknown_category', 'a category of another overview', classify({ activity: 'vim', category: THESIS })],
    [
      'unknown_category',
      'the level of no category',
      { type: 'SetCategoryLevel', data: { ...THESIS, productivity: 1 } },
    ],
    ['unknown_category', 'a rule to no category', rules({ ...PLAY, category: THESIS })],
    ['unknown_overview', 'an overview of their own', create({ overview: 'Mine' })],
    ['category_exists', 'a shipped category', create(GAMES)],
    ['category_exists', 'a category with another level', create({ productivity: 1 }), [created]],
    ['invalid_pattern', 'an empty pattern', rules({ ...WORK, pattern: '' })],
    ['invalid_pattern', 'a long pattern', rules({ ...WORK, pattern: 'x'.repeat(256) })],
    ['limit_reached', 'too many rules', rules(...many(TAXONOMY_LIMITS.rulesOfAnActivity + 1, () => WORK))],
    [
      'limit_reached',
      'too many activities with rules',
      rules(WORK),
      many(TAXONOMY_LIMITS.activitiesWithRules, (n) => ({
        type: 'DocumentRulesSet',
        data: { activity: `app ${n}`, rules: [WORK] },
      })),
    ],
    [
      'limit_reached',
      'too many categories',
      create({}),
      many(TAXONOMY_LIMITS.ownCategories, (n) => ({
        type: 'CategoryCreated',
        data: { ...THESIS, category: `${n}`, productivity: 0 },
      })),
    ],
  ])('refuses with %s %s', (code, _title, when, given = []) => {
    expect(() => decide(given, when)).toThrow(expect.objectContaining({ code }));
  });

  it('has a limit of classed activities, which can still be changed', () => {
    const activityOverrides = new Map(
      many(TAXONOMY_LIMITS.classifiedActivities, (n) => [`app ${n}`, { productivity: 1 as const }]),
    );
    const full = { ...taxonomyDecider.initialState, activityOverrides };
    const asked = (activity: string) =>
      taxonomyDecider.decide({ type: 'ClassifyActivity', data: { activity, productivity: 0 }, metadata }, full);
    expect(() => asked('one more')).toThrow(expect.objectContaining({ code: 'limit_reached' }));
    expect(asked('app 7')).toHaveLength(1);
  });

  it('classes by its events, removal included', () => {
    const vim = (...given: TaxonomyEvent[]) => Object.values(classifyActivity(stateOf(given), 'vim')).join('|');
    const thesis: TaxonomyEvent = { type: 'ActivityClassified', data: { activity: 'Vim', category: THESIS } };
    expect(vim(classified)).toBe('Entertainment|Games|-2');
    expect(vim(classified, levelSet)).toBe('Entertainment|Games|1');
    expect(vim(created, thesis)).toBe('Design & Composition|Thesis|2');
    expect(vim(created, thesis, { type: 'CategoryLevelSet', data: { ...THESIS, productivity: -1 } })).toBe(
      'Design & Composition|Thesis|-1',
    );
    expect(vim(classified, { type: 'ActivityReset', data: { activity: 'VIM' } })).toBe(vim());
  });
});

describe('the documents of an activity', () => {
  const classOf = (document: string, ...given: TaxonomyEvent[]) =>
    Object.values(timeClasses(stateOf(given)).ofTime({ activity: 'Chrome', document, page: '' }))
      .slice(1)
      .join('|');
  const CHROME = 'Utilities|Browsers';

  it.each([
    ['Inbox', `${CHROME}|0`],
    ['PROJ-1 Jira', `${CHROME}|2`],
    ['the gamer', 'Entertainment|Games|-2'],
    ['Jira, the game', `${CHROME}|2`],
  ])('%s goes where the first rule that matches says: %s', (document, expected) => {
    expect(classOf(document, rulesSet)).toBe(expected);
  });

  it('follow the level of the category that a rule names, and lose rules that are taken away', () => {
    expect(classOf('the gamer', rulesSet, levelSet)).toBe('Entertainment|Games|1');
    const none: TaxonomyEvent = { type: 'DocumentRulesSet', data: { activity: 'chrome', rules: [] } };
    expect(classOf('the gamer', rulesSet, none)).toBe(`${CHROME}|0`);
    expect(stateOf([rulesSet, none]).documentRules.size).toBe(0);
  });

  it('are told apart by address too, with any title', () => {
    const inUrl = (pattern: string, productivity: -2 | 2): DocumentRule => ({
      ...{ in: 'url', match: 'glob', pattern, productivity },
    });
    const rules = [inUrl('reddit.com/r/programming*', 2), inUrl('*/r/*', -2)];
    const classes = timeClasses(stateOf([{ type: 'DocumentRulesSet', data: { activity: 'reddit.com', rules } }]));
    const levelOf = (page: string) =>
      classes.ofTime({ activity: 'reddit.com', document: 'a /r/ in a title', page }).productivity;
    expect(['/r/programming/1', '/r/pics', '/'].map(levelOf)).toEqual([
      2,
      -2,
      classes.ofActivity('x').productivity - 2,
    ]);
    expect(classes.hasRules('www.Reddit.com')).toBe(true);
    expect(classes.hasRules('vim')).toBe(false);
  });

  it('are not told apart again by rules that say the same', () => {
    const byUrl: DocumentRule = { in: 'url', match: 'glob', pattern: 'a', productivity: 1 };
    const unsaid: DocumentRule = { match: 'glob', pattern: 'a', productivity: 1 };
    const set = (rules: DocumentRule[]): Asked => ({ type: 'SetDocumentRules', data: { activity: 'vim', rules } });
    const given = decide([], set([{ ...unsaid, in: 'document' }]));
    expect(decide(given, set([unsaid]))).toEqual([]);
    expect(decide(given, set([byUrl]))).toEqual([
      { type: 'DocumentRulesSet', data: { activity: 'vim', rules: [byUrl] } },
    ]);
  });
});

describe('a taxonomy event out of the log', () => {
  it.each([
    classified,
    created,
    { type: 'CategoryRemoved', data: THESIS } as const,
    levelSet,
    rulesSet,
    { type: 'ActivityReset', data: { activity: 'vim' } },
  ])('is read as it was written: %j', (event) =>
    expect(readTaxonomyEvent(JSON.parse(JSON.stringify(event)) as TaxonomyEvent)).toEqual(event),
  );

  it('of a type that is not ours is not read', () => {
    expect(readTaxonomyEvent({ type: 'SomethingElse', data: {} })).toBeUndefined();
  });

  it.each([
    ['data', 'ActivityReset', []],
    ['data', 'ActivityReset', null],
    ['activity', 'ActivityClassified', { productivity: 1 }],
    ['activity', 'ActivityReset', { activity: 'x\ud83d' }],
    ['category', 'ActivityClassified', { activity: 'vim', category: 'Games' }],
    ['overview', 'ActivityClassified', { activity: 'vim', category: { category: 'Games' } }],
    ['productivity', 'ActivityClassified', { activity: 'vim', productivity: '1' }],
    ['productivity', 'CategoryLevelSet', GAMES],
    ['category', 'CategoryCreated', { overview: 'x', category: '', productivity: 1 }],
    ['rules', 'DocumentRulesSet', { activity: 'vim' }],
    ['rules', 'DocumentRulesSet', { activity: 'vim', rules: [1] }],
    ['in', 'DocumentRulesSet', { activity: 'vim', rules: [{ pattern: 'x', match: 'glob', in: 'page' }] }],
    ['match', 'DocumentRulesSet', { activity: 'vim', rules: [{ pattern: 'x', match: 'regex' }] }],
    ['pattern', 'DocumentRulesSet', { activity: 'vim', rules: [{ match: 'glob' }] }],
  ])('with a bad %s is refused by its name (%s %j)', (field, type, data) => {
    expect(() => readTaxonomyEvent({ type, data })).toThrow(
      expect.objectContaining({ code: 'unreadable_event', message: expect.stringContaining(field) as string }),
    );
  });

  it('of a newer version is told apart', () => {
    expect(() => readTaxonomyEvent({ type: 'ActivityReset', data: undefined })).toThrow(
      expect.objectContaining({ code: 'newer_event' }),
    );
  });

  it('may name a category that only a later version ships', () => {
    const later = { overview: 'Later', category: 'Later' };
    const event = { type: 'ActivityClassified', data: { activity: 'vim', category: later } };
    expect(classifyActivity(stateOf([readTaxonomyEvent(event) as TaxonomyEvent]), 'vim')).toEqual({
      ...later,
      productivity: 0,
    });
  });
});

describe('the fold of a taxonomy', () => {
  const many = (count: number, event: (n: number) => TaxonomyEvent) =>
    Array.from({ length: count }, (_, n) => event(n));

  it('keeps the limits, whichever way events came into the log', () => {
    const own = many(201, (n) => ({
      type: 'CategoryCreated',
      data: { ...THESIS, category: `own ${n}`, productivity: 0 },
    }));
    const rules = many(101, (n) => ({ type: 'DocumentRulesSet', data: { activity: `app ${n}`, rules: [WORK] } }));
    const { ownCategories, documentRules } = stateOf([...own, ...rules]);
    expect([ownCategories.size, documentRules.size]).toEqual([200, 100]);
    const changed: TaxonomyEvent = { type: 'DocumentRulesSet', data: { activity: 'app 5', rules: [PLAY] } };
    expect(stateOf([...rules, changed]).documentRules.get('app 5')).toEqual([PLAY]);
  });

  it.each<[field: string, type: string, data: object]>([
    ['activity', 'ActivityClassified', { activity: 'a'.repeat(256), productivity: 1 }],
    ['category', 'CategoryCreated', { ...THESIS, category: 'c'.repeat(101), productivity: 1 }],
    ['pattern', 'DocumentRulesSet', { activity: 'a', rules: [{ ...WORK, pattern: '*'.repeat(256) }] }],
    ['pattern', 'DocumentRulesSet', { activity: 'a', rules: [{ ...PLAY, pattern: '*a'.repeat(475_000) }] }],
    ['rules', 'DocumentRulesSet', { activity: 'a', rules: Array.from({ length: 51 }, () => WORK) }],
  ])('never sees a %s that is too long', (field, type, data) => {
    expect(() => readTaxonomyEvent({ type, data })).toThrow(field);
  });
});
