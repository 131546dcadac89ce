import { checkName } from '../check-name.js';
import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { idAfter } from '../numbering.js';
import { isPlainText } from '../plain-text.js';
import { VersionedMap } from '../versioned-map.js';
import { passingOver } from '../events/passing-over.js';
import { activityKey } from './activity-key.js';
import { type ChangeActivities, changeActivities } from './change-activities.js';
import {
  type Category,
  categoryKey,
  type CategoryName,
  isShippedCategory,
  OVERVIEWS,
  type ProductivityLevel,
} from './catalogue/categories.js';
import { type ActivityOverride, type DocumentRule, SHIPPED_TAXONOMY, type Taxonomy } from './classify-activity.js';
import type { CategoryCreated, CategoryLevelSet, DocumentRulesSet, TaxonomyEvent } from './events.js';
import { TAXONOMY_LIMITS } from './limits.js';
import { type CreateNamingRule, decideNamingRule, evolveNamingRules, type NamingRuleCommand } from './naming-rules.js';
import {
  checkActivity,
  checkCategory,
  checkLevel,
  checkOverride,
  checkRoom,
  isSame,
  overrideOf,
} from './own-class-checks.js';
import { readTaxonomyEvent } from './read-taxonomy-event.js';

export interface ClassifyActivity extends Command {
  readonly type: 'ClassifyActivity';
  readonly data: ActivityOverride & { readonly activity: string };
}

export interface ResetActivity extends Command {
  readonly type: 'ResetActivity';
  readonly data: { readonly activity: string };
}

export interface SetCategoryLevel extends Command {
  readonly type: 'SetCategoryLevel';
  readonly data: CategoryLevelSet['data'];
}

export interface CreateCategory extends Command {
  readonly type: 'CreateCategory';
  readonly data: CategoryCreated['data'];
}

export interface SetDocumentRules extends Command {
  readonly type: 'SetDocumentRules';
  readonly data: DocumentRulesSet['data'];
}

/** Takes the user's level of a category away. */
export interface ResetCategoryLevel extends Command {
  readonly type: 'ResetCategoryLevel';
  readonly data: CategoryName;
}

export interface RemoveCategory extends Command {
  readonly type: 'RemoveCategory';
  readonly data: CategoryName;
}

export type TaxonomyCommand =
  | ClassifyActivity
  | ChangeActivities
  | ResetActivity
  | SetCategoryLevel
  | CreateCategory
  | RemoveCategory
  | ResetCategoryLevel
  | SetDocumentRules
  | NamingRuleCommand;

/**
 * The rules of a `taxonomy-` stream. Its state is the user's taxonomy. A repeated setting gives no
 * event.
 *
 * Refuses with `invalid_name` (empty, too long, half a character), `invalid_pattern`,
 * `invalid_level`, `unknown_category`, `unknown_overview`, `category_exists`, `nothing_said`
 * (neither category nor level) and `limit_reached`. A user's category belongs to one of the eleven
 * overviews, because the summary feed has no others. Of naming rules it refuses what
 * `decideNamingRule` refuses, and a class that is refused by itself.
 *
 * The limits also hold in the fold: an imported event beyond them changes nothing.
 */
export const taxonomyDecider = passingOver<Taxonomy, TaxonomyCommand, TaxonomyEvent>(readTaxonomyEvent, {
  initialState: SHIPPED_TAXONOMY,

  decide(command, taxonomy) {
    switch (command.type) {
      case 'ClassifyActivity':
        return classify(command.data, taxonomy);
      case 'ChangeActivities':
        return changeActivities(command.data, taxonomy);
      case 'ResetActivity': {
        const isClassified = taxonomy.activityOverrides.has(activityKey(command.data.activity));
        return isClassified ? [{ type: 'ActivityReset', data: { activity: command.data.activity } }] : [];
      }
      case 'SetCategoryLevel': {
        const { overview, category, productivity } = command.data;
        checkCategory(command.data, taxonomy);
        checkLevel(productivity);
        const isSet = taxonomy.categoryLevels.get(categoryKey(overview, category)) === productivity;
        return isSet ? [] : [{ type: 'CategoryLevelSet', data: { overview, category, productivity } }];
      }
      case 'ResetCategoryLevel': {
        const { overview, category } = command.data;
        const isSet = taxonomy.categoryLevels.has(categoryKey(overview, category));
        return isSet ? [{ type: 'CategoryLevelReset', data: { overview, category } }] : [];
      }
      case 'CreateCategory':
        return createCategory(command.data, taxonomy);
      case 'RemoveCategory':
        return removeCategory(command.data, taxonomy);
      case 'SetDocumentRules':
        return setDocumentRules(command.data, taxonomy);
      case 'CreateNamingRule':
      case 'ChangeNamingRule':
        return [...decideNamingRule(command, taxonomy), ...classifyNamed(command.data, taxonomy)];
      case 'RestoreNamingRule':
      case 'RemoveNamingRule':
        return decideNamingRule(command, taxonomy);
    }
  },

  evolve(taxonomy, event) {
    const nextRuleId = idAfter(taxonomy.nextRuleId, { data: 'id' in event.data ? event.data : {} });
    return { ...evolved(taxonomy, event), nextRuleId };
  },

  passedOver: (taxonomy) => ({ ...taxonomy, nextRuleId: taxonomy.nextRuleId + 1 }),
});

function evolved(taxonomy: Taxonomy, event: TaxonomyEvent): Taxonomy {
  switch (event.type) {
    case 'ActivityClassified': {
      const key = activityKey(event.data.activity);
      if (isFull(taxonomy.activityOverrides, key, TAXONOMY_LIMITS.classifiedActivities)) return taxonomy;
      const override = overrideOf(event.data);
      return { ...taxonomy, activityOverrides: VersionedMap.of(taxonomy.activityOverrides).with(key, override) };
    }
    case 'ActivityReset': {
      const key = activityKey(event.data.activity);
      return { ...taxonomy, activityOverrides: VersionedMap.of(taxonomy.activityOverrides).without(key) };
    }
    case 'CategoryLevelSet': {
      const { overview, category, productivity } = event.data;
      const place = categoryKey(overview, category);
      return { ...taxonomy, categoryLevels: VersionedMap.of(taxonomy.categoryLevels).with(place, productivity) };
    }
    case 'CategoryLevelReset': {
      const place = categoryKey(event.data.overview, event.data.category);
      return { ...taxonomy, categoryLevels: VersionedMap.of(taxonomy.categoryLevels).without(place) };
    }
    case 'CategoryCreated': {
      const { overview, category, productivity } = event.data;
      const place = categoryKey(overview, category);
      if (isFull(taxonomy.ownCategories, place, TAXONOMY_LIMITS.ownCategories)) return taxonomy;
      const own: Category = { overview, category, defaultProductivity: productivity };
      return {
        ...taxonomy,
        ownCategories: VersionedMap.of(taxonomy.ownCategories).with(place, own),
        removedCategories: VersionedMap.of(taxonomy.removedCategories).without(place),
      };
    }
    case 'CategoryRemoved': {
      const place = categoryKey(event.data.overview, event.data.category);
      if (!taxonomy.ownCategories.has(place)) return taxonomy;
      return {
        ...taxonomy,
        ownCategories: VersionedMap.of(taxonomy.ownCategories).without(place),
        categoryLevels: VersionedMap.of(taxonomy.categoryLevels).without(place),
        removedCategories: VersionedMap.of(taxonomy.removedCategories).with(place, true),
      };
    }
    case 'DocumentRulesSet': {
      const { activity, rules } = event.data;
      const key = activityKey(activity);
      if (isFull(taxonomy.documentRules, key, TAXONOMY_LIMITS.activitiesWithRules)) return taxonomy;
      // Rules that are set again stand last.
      const others = VersionedMap.of(taxonomy.documentRules).without(key);
      return { ...taxonomy, documentRules: rules.length > 0 ? others.with(key, rules) : others };
    }
    case 'NamingRuleCreated':
    case 'NamingRuleChanged':
    case 'NamingRuleRemoved':
    case 'NamingRulesReordered':
      return { ...taxonomy, namingRules: evolveNamingRules(taxonomy.namingRules, event) };
  }
}

const isFull = (entries: ReadonlyMap<string, unknown>, key: string, most: number): boolean =>
  entries.size >= most && !entries.has(key);

function classify({ activity, ...said }: ClassifyActivity['data'], taxonomy: Taxonomy): TaxonomyEvent[] {
  checkActivity(activity);
  checkOverride(said, taxonomy);
  const key = activityKey(activity);
  const present = taxonomy.activityOverrides.get(key);
  const override = overrideOf(said);
  if (present && isSame(present, override)) return [];
  if (!present) checkRoom(taxonomy.activityOverrides.size, 'classifiedActivities', 'activities that you classed');
  return [{ type: 'ActivityClassified', data: { activity, ...override } }];
}

/** Classes the activity that a naming rule names, when the command says a class. */
function classifyNamed({ name, classed }: CreateNamingRule['data'], taxonomy: Taxonomy): TaxonomyEvent[] {
  return classed ? classify({ ...classed, activity: name }, taxonomy) : [];
}

function createCategory({ overview, category, productivity }: CategoryName & Level, taxonomy: Taxonomy) {
  checkName(category, TAXONOMY_LIMITS.categoryLength, 'a category');
  checkLevel(productivity);
  if (!OVERVIEWS.includes(overview)) {
    throw new DomainError('unknown_overview', `The overview is one of ${OVERVIEWS.join(', ')}.`);
  }
  const key = categoryKey(overview, category);
  const own = taxonomy.ownCategories.get(key);
  if (own?.defaultProductivity === productivity) return [];
  if (own || isShippedCategory(key)) throw new DomainError('category_exists', 'There is such a category already.');
  checkRoom(taxonomy.ownCategories.size, 'ownCategories', 'categories of your own');
  return [{ type: 'CategoryCreated' as const, data: { overview, category, productivity } }];
}

function removeCategory({ overview, category }: CategoryName, { ownCategories }: Taxonomy): TaxonomyEvent[] {
  if (!ownCategories.has(categoryKey(overview, category)))
    throw new DomainError('unknown_category', 'There is no such category of your own in that overview.');
  return [{ type: 'CategoryRemoved', data: { overview, category } }];
}

function setDocumentRules({ activity, rules }: DocumentRulesSet['data'], taxonomy: Taxonomy): TaxonomyEvent[] {
  checkActivity(activity);
  if (rules.length > TAXONOMY_LIMITS.rulesOfAnActivity) {
    throw new DomainError('limit_reached', `An activity has ${TAXONOMY_LIMITS.rulesOfAnActivity} rules at most.`);
  }
  for (const rule of rules) {
    checkOverride(rule, taxonomy);
    const { length } = rule.pattern;
    if (length === 0 || length > TAXONOMY_LIMITS.patternLength || !isPlainText(rule.pattern)) {
      throw new DomainError(
        'invalid_pattern',
        `A pattern has 1 to ${TAXONOMY_LIMITS.patternLength} characters, and no control characters.`,
      );
    }
  }
  const kept = rules.map((rule) => ({
    ...(rule.in === 'url' && { in: rule.in }),
    ...{ match: rule.match, pattern: rule.pattern, ...overrideOf(rule) },
  }));
  const present = taxonomy.documentRules.get(activityKey(activity));
  if (kept.length === (present?.length ?? 0) && kept.every((rule, index) => isSameRule(rule, present?.[index])))
    return [];
  if (!present) checkRoom(taxonomy.documentRules.size, 'activitiesWithRules', 'activities with rules');
  return [{ type: 'DocumentRulesSet', data: { activity, rules: kept } }];
}

interface Level {
  readonly productivity: ProductivityLevel;
}

const isSameRule = (one: DocumentRule, other: DocumentRule | undefined): boolean =>
  one.match === other?.match &&
  (one.in === 'url') === (other.in === 'url') &&
  one.pattern === other.pattern &&
  isSame(one, other);
