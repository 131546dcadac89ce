import type { ActivityOverride, DocumentRule, DomainEvent, TaxonomyEvent } from '@app/domain';
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
  switch (below(9)) {
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
    default:
      return { type: 'DocumentRulesSet', data: { activity, rules: Array.from({ length: below(3) }, rule) } };
  }
}

/**
 * `overview|category|level` of a document. It looks through all events of the user's taxonomy, and
 * uses nothing of the fold.
 */
export function classByHand(
  history: readonly HistoryEvent[],
  userId: string,
  of: { activity: string; document: string; page: string },
): string {
  const said = history
    .filter(({ stream, event }) => stream === `taxonomy-${userId}` && !('unreadable' in event.data))
    .map(({ event }) => event as TaxonomyEvent);
  const ofActivity = said.filter((event) => 'activity' in event.data && event.data.activity === of.activity);
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
  return `${overview}|${category}|${level}`;
}
