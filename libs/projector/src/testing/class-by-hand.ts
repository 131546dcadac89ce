import type { ActivityOverride, DocumentRule, DomainEvent, NamingRule, TaxonomyEvent } from '@app/domain';
import type { HistoryEvent } from './random-history.js';

/** Categories of random histories, with the levels that the shipped taxonomy gives them. */
const GAMES = { overview: 'Entertainment', category: 'Games' };
const EMAIL = { overview: 'Communication & Scheduling', category: 'Email' };
const MINE = { overview: 'Business', category: 'Mine' };
const NOWHERE = { overview: 'Uncategorized', category: 'Uncategorized' };
const DEFAULTS = new Map<string, number>([
  [GAMES.category, -2],
  [EMAIL.category, 1],
]);

/**
 * A change of a user's taxonomy. Now and then it is one that no reader accepts. It may name a
 * category before it is created.
 */
export function randomTaxonomyEvent(below: (limit: number) => number, activities: readonly string[]): DomainEvent {
  const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T;
  const productivity = pick([-2, -1, 0, 1, 2] as const);
  const override = (): ActivityOverride =>
    pick([{ productivity }, { category: pick([GAMES, EMAIL, MINE]) }, { category: MINE, productivity }]);
  const rule = (): DocumentRule => {
    if (below(3) === 0)
      return { in: 'url', match: 'substring', pattern: pick(['EXAMPLE/W', '/page', 'app']), ...override() };
    return below(2) === 0
      ? { match: 'substring', pattern: pick(['DOC', 'c 1', 'Details', ' ']), ...override() }
      : { match: 'glob', pattern: pick(['*0', '*1', '*2', '*s']), ...override() };
  };
  const activity = pick(activities);
  switch (below(12)) {
    case 0:
    case 1:
      return { type: 'ActivityClassified', data: { activity, ...override() } };
    case 2:
      return { type: 'ActivityReset', data: { activity } };
    case 3:
      return { type: 'CategoryLevelSet', data: { ...pick([GAMES, EMAIL, MINE, NOWHERE]), productivity } };
    case 4:
      return { type: 'ActivityReset', data: { unreadable: below(9) } };
    case 5:
      return { type: 'CategoryCreated', data: { ...MINE, productivity } };
    case 6:
    case 7:
      return { type: below(2) === 0 ? 'NamingRuleCreated' : 'NamingRuleChanged', data: randomRule(below, activities) };
    case 8:
      return below(2) === 0
        ? { type: 'NamingRuleRemoved', data: { id: 1 + below(4) } }
        : { type: 'NamingRulesReordered', data: { ids: [3, 1, 4].slice(below(3)) } };
    default:
      return { type: 'DocumentRulesSet', data: { activity, rules: Array.from({ length: below(3) }, rule) } };
  }
}

/** A rule with one of four ids. The name that it gives is that of an activity, or a new one. */
function randomRule(below: (limit: number) => number, activities: readonly string[]): NamingRule {
  const pick = <T>(choices: readonly T[]): T => choices[below(choices.length)] as T;
  const [field, texts] = pick([
    ['document', ['doc', 'doc 1', 'DOC 2', 'No details']],
    ['url', ['site1.example/w', 'https://www.SITE1.example/page', 'app 1 ü', '/page']],
  ] as const);
  const match = pick(['contains', 'starts-with', 'equals'] as const);
  const name = pick([...activities, 'Client A', 'Client B']);
  return { id: 1 + below(4), activity: pick(activities), in: field, match, text: pick(texts), name };
}

/** The naming rules after all events of a taxonomy, in order. */
function rulesByHand(taxonomy: readonly TaxonomyEvent[]): NamingRule[] {
  let rules: NamingRule[] = [];
  for (const event of taxonomy) {
    if (event.type === 'NamingRuleRemoved') rules = rules.filter(({ id }) => id !== event.data.id);
    if (event.type === 'NamingRulesReordered') {
      const first = event.data.ids.flatMap((id) => rules.filter((rule) => rule.id === id));
      rules = [...first, ...rules.filter((rule) => !first.includes(rule))];
    }
    if (event.type !== 'NamingRuleCreated' && event.type !== 'NamingRuleChanged') continue;
    const place = rules.findIndex(({ id }) => id === event.data.id);
    rules.splice(place < 0 ? rules.length : place, place < 0 ? 0 : 1, event.data);
  }
  return rules;
}

/** The activity that a document counts for under the rules. */
function nameByHand(rules: readonly NamingRule[], of: { activity: string; document: string; page: string }): string {
  const rule = rules.find(({ activity, in: field, match, text }) => {
    if (activity !== of.activity) return false;
    const whole = (field === 'url' ? of.activity + of.page : of.document).toLowerCase();
    const part = text.toLowerCase();
    const bare = field === 'url' ? part.replace('https://www.', '') : part;
    if (match === 'contains') return whole.includes(part);
    return match === 'equals' ? whole === bare : whole.startsWith(bare);
  });
  return rule?.name ?? of.activity;
}

/**
 * `activity|overview|category|level` of a document. It looks through all events of the user's
 * taxonomy, and uses nothing of the fold.
 */
export function classByHand(
  history: readonly HistoryEvent[],
  userId: string,
  of: { activity: string; document: string; page: string },
): string {
  const said = history
    .filter(({ stream, event }) => stream === `taxonomy-${userId}` && !('unreadable' in event.data))
    .map(({ event }) => event as TaxonomyEvent);
  const name = nameByHand(rulesByHand(said), of);
  const ofActivity = said.filter((event) => 'activity' in event.data && event.data.activity === name);
  const rules = ofActivity.findLast((event) => event.type === 'DocumentRulesSet')?.data.rules ?? [];
  const rule = rules.find(({ in: field, match, pattern }) => {
    const text = (field === 'url' ? of.activity + of.page : of.document).toLowerCase();
    return match === 'glob' ? text.endsWith(pattern.slice(1)) : text.includes(pattern.toLowerCase());
  });
  const newest = ofActivity.findLast(({ type }) => type === 'ActivityClassified' || type === 'ActivityReset');
  const override: ActivityOverride = newest?.type === 'ActivityClassified' ? newest.data : {};

  const newestLevel = (type: 'CategoryLevelSet' | 'CategoryCreated', category: string): number | undefined => {
    const isOfType = (event: TaxonomyEvent): event is Extract<TaxonomyEvent, { type: typeof type }> =>
      event.type === type;
    return said.filter(isOfType).findLast(({ data }) => data.category === category)?.data.productivity;
  };
  const levelOf = (category: string): number =>
    newestLevel('CategoryLevelSet', category) ??
    newestLevel('CategoryCreated', category) ??
    DEFAULTS.get(category) ??
    0;
  const { overview, category } = rule?.category ?? override.category ?? NOWHERE;
  const level = rule?.productivity ?? (rule?.category ? undefined : override.productivity) ?? levelOf(category);
  return `${name}|${overview}|${category}|${level}`;
}
