import { activityKey } from './activity-key.js';
import {
  type Category,
  categoryKey,
  type CategoryName,
  defaultProductivity,
  type ProductivityLevel,
  UNCATEGORIZED,
} from './categories.js';
import { findInCatalogue } from './find-in-catalogue.js';
import { globMatcher, substringMatcher, type TextMatcher } from './match-glob.js';

/** What a report says of an activity. */
export interface ActivityClass extends CategoryName {
  readonly productivity: ProductivityLevel;
}

/** What a user said of one activity: where it belongs, how productive it is, or both. */
export interface ActivityOverride {
  readonly category?: CategoryName;
  readonly productivity?: ProductivityLevel;
}

/** Sends the time with some documents of one activity elsewhere: one site can be work and play. */
export interface DocumentRule extends ActivityOverride {
  /** `substring`: the document holds the pattern; `glob`: all of it matches (see `globMatcher`). Case never matters. */
  readonly match: 'substring' | 'glob';
  readonly pattern: string;
}

/** What a report says of one document of an activity, and which of the activity's rules said so. */
export interface DocumentClass extends ActivityClass {
  /** The rule that holds, counted from 1; 0 for none. */
  readonly rule: number;
}

/** One user's rules on top of the shipped catalogue. */
export interface Taxonomy {
  /** By `activityKey` of the activity. Holds for that activity alone, not for sub-domains or other versions of it. */
  readonly activityOverrides: ReadonlyMap<string, ActivityOverride>;
  /** By `categoryKey` of the sub-category. */
  readonly categoryLevels: ReadonlyMap<string, ProductivityLevel>;
  /** The user's own categories, by `categoryKey`. */
  readonly ownCategories: ReadonlyMap<string, Category>;
  /** By `activityKey` of the activity: its rules in order, of which the first that matches holds. Never empty. */
  readonly documentRules: ReadonlyMap<string, readonly DocumentRule[]>;
}

/** The taxonomy of a user who changed nothing. */
export const SHIPPED_TAXONOMY: Taxonomy = {
  activityOverrides: new Map(),
  categoryLevels: new Map(),
  ownCategories: new Map(),
  documentRules: new Map(),
};

/**
 * The category and productivity level of an activity: a web domain or an application's name, as reports show it.
 * Total: any string has a class; what nobody knows is Uncategorized. Linear in the length; memoising is the caller's.
 *
 * Category: the user's for this activity, else the catalogue's, else Uncategorized.
 * Level: the user's for this activity, else the user's for the category, else the catalogue's own for this activity,
 * else the default of the category, shipped or the user's own. The catalogue's own level speaks of the activity in the category where the catalogue
 * put it, so it no longer counts once the user moved the activity elsewhere.
 * Source: RescueTime's recorded levels (activity over category over default); the order among ours is our choice.
 */
export function classifyActivity(taxonomy: Taxonomy, activity: string): ActivityClass {
  const key = activityKey(activity);
  const override = taxonomy.activityOverrides.get(key);
  const entry = findInCatalogue(key);
  const { overview, category } = override?.category ?? entry ?? UNCATEGORIZED;
  const isWhereListed = entry?.overview === overview && entry.category === category;
  const productivity =
    override?.productivity ??
    levelOf(taxonomy, categoryKey(overview, category), isWhereListed ? entry.productivity : undefined);
  return { overview, category, productivity };
}

/**
 * A function that classes a document of an activity: as the first of the activity's rules that matches the document
 * says, and as the activity where no rule does. A rule that names a category gives that category's level, unless it
 * names a level too; a rule that names a level alone leaves the category. Each rule costs one step a character.
 */
export function documentClassifier(taxonomy: Taxonomy): (activity: string, document: string) => DocumentClass {
  const matchers = new Map<string, readonly TextMatcher[]>();
  for (const [key, rules] of taxonomy.documentRules) matchers.set(key, rules.map(matcherOf));
  return (activity, document) => {
    const ofActivity = classifyActivity(taxonomy, activity);
    const key = activityKey(activity);
    const index = matchers.get(key)?.findIndex((matches) => matches(document)) ?? -1;
    const rule = taxonomy.documentRules.get(key)?.[index];
    if (!rule) return { ...ofActivity, rule: 0 };
    const { overview, category } = rule.category ?? ofActivity;
    const level = rule.category ? levelOf(taxonomy, categoryKey(overview, category)) : ofActivity.productivity;
    return { overview, category, productivity: rule.productivity ?? level, rule: index + 1 };
  };
}

const matcherOf = ({ match, pattern }: DocumentRule): TextMatcher =>
  match === 'glob' ? globMatcher(pattern) : substringMatcher(pattern);

/** The level of a category: what the user says, else what the catalogue says of one listed there, else its default. */
function levelOf({ categoryLevels, ownCategories }: Taxonomy, place: string, listed?: ProductivityLevel) {
  return (
    categoryLevels.get(place) ?? listed ?? ownCategories.get(place)?.defaultProductivity ?? defaultProductivity(place)
  );
}
