import { timeClasses } from './classify-activity.js';
import type { NamingRuleCreated, NamingRulesReordered, TaxonomyEvent } from './events.js';
import { TAXONOMY_LIMITS } from './limits.js';
import type { NamingRuleDefinition } from './naming/naming-rule.js';
import { readTaxonomyEvent } from './read-taxonomy-event.js';
import { type TaxonomyCommand, taxonomyDecider } from './taxonomy-decider.js';

type Asked = TaxonomyCommand extends infer C ? (C extends TaxonomyCommand ? Omit<C, 'metadata'> : never) : never;

const stateOf = (given: readonly TaxonomyEvent[]) => given.reduce(taxonomyDecider.evolve, taxonomyDecider.initialState);
const decide = (given: readonly TaxonomyEvent[], when: Asked) =>
  taxonomyDecider.decide({ ...when, metadata: { now: 0, principalId: 'u' } }, stateOf(given));

const GAMES = { overview: 'Entertainment', category: 'Games' };
const ACME: NamingRuleDefinition = {
  ...{ activity: 'Google Chrome', in: 'document', match: 'contains', text: 'Acme', name: 'Client A' },
};
const BETA: NamingRuleDefinition = { ...ACME, text: 'beta', name: 'Client B' };
const made = (id: number, rule: NamingRuleDefinition): NamingRuleCreated => ({
  ...{ type: 'NamingRuleCreated', data: { id, ...rule } },
});
const ordered = (...ids: number[]): NamingRulesReordered => ({ type: 'NamingRulesReordered', data: { ids } });
const [acme, beta] = [made(1, ACME), made(2, BETA)];
const removed: TaxonomyEvent = { type: 'NamingRuleRemoved', data: { id: 1 } };
const create = (data: object) => ({ type: 'CreateNamingRule', data: { ...ACME, ...data } }) as Asked;
const change = (data: object) => ({ type: 'ChangeNamingRule', data: { id: 1, ...ACME, ...data } }) as Asked;

describe('the naming rules of a taxonomy', () => {
  it.each<[title: string, given: TaxonomyEvent[], when: Asked, then: TaxonomyEvent[]]>([
    ['are made', [], create({}), [acme]],
    ['are made behind the others', [acme], create(BETA), [beta]],
    ['are made at a place', [acme], create({ ...BETA, place: 1 }), [beta, ordered(2, 1)]],
    ['are made behind the last, when the place is further', [acme], create({ ...BETA, place: 99 }), [beta]],
    [
      'are made with the class of what they name',
      [],
      create({ classed: { category: GAMES, productivity: 1 } }),
      [acme, { type: 'ActivityClassified', data: { activity: 'Client A', category: GAMES, productivity: 1 } }],
    ],
    ['have ids that are not used again', [acme, removed], create({}), [made(3, ACME)]],
    [
      'are changed',
      [acme],
      change({ match: 'equals' }),
      [{ type: 'NamingRuleChanged', data: { id: 1, ...ACME, match: 'equals' } }],
    ],
    ['give no event for the same rule', [acme], change({ place: 1, other: 'field' }), []],
    ['are moved', [acme, beta], change({ place: 2 }), [ordered(2, 1)]],
    ['are removed', [acme], { type: 'RemoveNamingRule', data: { id: 1 } }, [removed]],
    [
      'come back under their id, at a place',
      [acme, beta, removed],
      { type: 'RestoreNamingRule', data: { id: 1, ...ACME, place: 1 } },
      [acme, ordered(1, 2)],
    ],
  ])('%s', (_title, given, when, then) => expect(decide(given, when)).toEqual(then));

  it.each<[code: string, title: string, when: Asked, given?: TaxonomyEvent[]]>([
    ['invalid_name', 'an activity without name', create({ activity: ' ' })],
    ['invalid_name', 'a rule that names nothing', create({ name: '' })],
    ['invalid_name', 'a name of 10,000 letters', create({ name: 'x'.repeat(10_000) })],
    ['invalid_name', 'a name with a control character', create({ name: 'a\u0000b' })],
    ['invalid_pattern', 'no text', create({ text: '' })],
    ['invalid_pattern', 'a blank text', create({ text: '  ' })],
    ['invalid_pattern', 'a long text', create({ text: 'x'.repeat(256) })],
    ['invalid_pattern', 'half a character', create({ text: '\ud800' })],
    ['invalid_pattern', 'the query of an address', create({ in: 'url', match: 'starts-with', text: '?q=1' })],
    [
      'rule_exists',
      'a condition that an earlier rule has',
      create({ activity: 'google CHROME', text: 'ACME', name: 'X' }),
      [acme],
    ],
    ['rule_exists', 'a change to such a condition', change({ text: 'beta' }), [acme, beta]],
    ['unknown_rule', 'the change of no rule', change({}), []],
    [
      'unknown_rule',
      'the removal of a rule that is removed',
      { type: 'RemoveNamingRule', data: { id: 1 } },
      [acme, removed],
    ],
    ['unknown_category', 'a class that is none', create({ classed: { category: { overview: 'x', category: 'y' } } })],
    ['nothing_said', 'a class that says nothing', create({ classed: {} })],
  ])('refuse with %s %s', (code, _title, when, given = []) => {
    expect(() => decide(given, when)).toThrow(expect.objectContaining({ code }));
  });

  it('have a limit, and the fold has it too', () => {
    const many = Array.from({ length: TAXONOMY_LIMITS.namingRules + 1 }, (_, n) =>
      made(n + 1, { ...ACME, text: `${n}` }),
    );
    expect(stateOf(many).namingRules).toHaveLength(TAXONOMY_LIMITS.namingRules);
    expect(() => decide(many, create({}))).toThrow(expect.objectContaining({ code: 'limit_reached' }));
    expect(decide(many, change({ text: 'other' }))).toHaveLength(1);
  });

  it('are folded in order: changed at their place, removed, and moved also when others are unknown', () => {
    const gamma = made(3, { ...ACME, text: 'gamma' });
    const changed: TaxonomyEvent = { type: 'NamingRuleChanged', data: { ...acme.data, text: 'new' } };
    const orderOf = (...events: TaxonomyEvent[]) => stateOf(events).namingRules.map(({ id, text }) => `${id} ${text}`);
    expect(orderOf(acme, beta, changed)).toEqual(['1 new', '2 beta']);
    expect(orderOf(acme, beta, gamma, ordered(3, 1))).toEqual(['3 gamma', '1 Acme', '2 beta']);
    expect(orderOf(acme, beta, ordered(2, 9, 1), removed)).toEqual(['2 beta']);
  });
});

describe('time under naming rules', () => {
  const classesOf = (...given: TaxonomyEvent[]) => timeClasses(stateOf(given));
  const of = (activity: string, document: string, page = '') => ({ activity, document, page });
  const wide = made(9, { ...ACME, text: 'a', name: 'Anything' });

  it('counts for the activity of the first rule that matches, and has its class', () => {
    const classed: TaxonomyEvent = { type: 'ActivityClassified', data: { activity: 'client a', category: GAMES } };
    const classes = classesOf(acme, beta, classed, wide);
    expect(classes.ofTime(of('google chrome', 'ACME, beta'))).toEqual({
      activity: 'Client A',
      ...GAMES,
      productivity: -2,
    });
    expect(classes.ofTime(of('Google Chrome', 'beta')).activity).toBe('Client B');
    expect(classes.ofTime(of('Google Chrome', 'a')).activity).toBe('Anything');
    expect(classes.ofTime(of('Google Chrome', 'x'))).toEqual(classes.ofActivity('Google Chrome'));
    expect(classes.ofTime(of('Firefox', 'Acme')).activity).toBe('Firefox');
  });

  it('keeps its name by a rule with that name: an exception from the rules behind it', () => {
    const classes = classesOf(made(1, { ...ACME, name: 'GOOGLE chrome' }), wide);
    expect(classes.ofTime(of('Google Chrome', 'Acme')).activity).toBe('Google Chrome');
  });

  it('is not named twice: rules look at the recorded activity', () => {
    const classes = classesOf(acme, made(2, { ...ACME, activity: 'Client A', name: 'Other' }));
    expect(classes.ofTime(of('Google Chrome', 'Acme')).activity).toBe('Client A');
    expect(classes.ofTime(of('Client A', 'Acme')).activity).toBe('Other');
  });

  it('has the document rules of the activity that it counts for, and no longer those of the other', () => {
    const rule = (productivity: -2 | 2) => ({ match: 'substring' as const, pattern: 'acme', productivity });
    const set = (activity: string, productivity: -2 | 2): TaxonomyEvent => ({
      ...{ type: 'DocumentRulesSet', data: { activity, rules: [rule(productivity)] } },
    });
    const levelOf = (...given: TaxonomyEvent[]) =>
      classesOf(acme, ...given).ofTime(of('Google Chrome', 'Acme')).productivity;
    expect(levelOf(set('Google Chrome', -2))).toBe(0);
    expect(levelOf(set('Google Chrome', -2), set('client a', 2))).toBe(2);
  });

  it('is told apart by address in Unicode and in Punycode', () => {
    const classes = classesOf(
      made(1, {
        activity: 'münchen.de',
        in: 'url',
        match: 'starts-with',
        text: 'https://www.münchen.de/amt',
        name: 'Town',
      }),
    );
    expect(classes.ofTime(of('xn--mnchen-3ya.de', 'x', '/amt/1')).activity).toBe('Town');
    expect(classes.ofTime(of('xn--mnchen-3ya.de', 'x', '/')).activity).toBe('xn--mnchen-3ya.de');
  });

  it('says which activities have rules, and which names they give', () => {
    const classes = classesOf(acme, made(2, { ...BETA, activity: 'Firefox' }));
    expect(['GOOGLE CHROME', 'Firefox', 'Client A'].map(classes.hasRules)).toEqual([true, true, false]);
    expect(classes.givesName(['x', 'Client A'])).toBe(true);
    expect(classes.givesName(['Client A'], 'Google chrome')).toBe(true);
    expect(classes.givesName(['Client A'], 'Firefox')).toBe(false);
    expect(classes.givesName(['Google Chrome'])).toBe(false);
  });
});

describe('a naming rule out of the log', () => {
  it.each([acme, { type: 'NamingRuleChanged', data: acme.data }, removed, ordered(1, 2), ordered()])(
    'is read as it was written: %j',
    (event) => expect(readTaxonomyEvent(JSON.parse(JSON.stringify(event)) as TaxonomyEvent)).toEqual(event),
  );

  it.each([
    ['id', { ...acme.data, id: 0 }],
    ['activity', { ...acme.data, activity: '' }],
    ['in', { ...acme.data, in: 'title' }],
    ['match', { ...acme.data, match: 'regex' }],
    ['text', { ...acme.data, text: 'x'.repeat(256) }],
    ['name', { ...acme.data, name: 'x'.repeat(256) }],
  ])('with a bad %s is refused by its name', (field, data) => {
    expect(() => readTaxonomyEvent({ type: 'NamingRuleCreated', data })).toThrow(
      expect.objectContaining({ code: 'unreadable_event', message: expect.stringContaining(field) as string }),
    );
  });

  it.each([{ ids: 'all' }, { ids: [0] }, { ids: ['1'] }, { ids: Array.from({ length: 201 }, (_, n) => n + 1) }])(
    'with the order %j is refused',
    (data) =>
      expect(() => readTaxonomyEvent({ type: 'NamingRulesReordered', data })).toThrow(
        expect.objectContaining({ code: 'unreadable_event' }),
      ),
  );
});
