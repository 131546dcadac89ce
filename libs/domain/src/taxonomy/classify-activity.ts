import { composed } from '../names/spellings.js';
import { FIRST_ID } from '../numbering.js';
import { activityKey } from './activity-key.js';
import {
  type Category,
  categoryKey,
  type CategoryName,
  defaultProductivity,
  isShippedCategory,
  type ProductivityLevel,
  UNCATEGORIZED,
} from './catalogue/categories.js';
import { findInCatalogue } from './finding/find-in-catalogue.js';
import type { NamingRule } from './naming/naming-rule.js';
import { globMatcher, substringMatcher, type TextMatcher } from './match-glob.js';
import { type ClassedTime, timeNames, urlsOf } from './time-names.js';

/** The class of an activity in reports. */
export interface ActivityClass extends CategoryName {
  readonly productivity: ProductivityLevel;
}

/** The activity that some time counts for, and its class. */
export interface NamedClass extends ActivityClass {
  /** As it is recorded, or as a naming rule says. */
  readonly activity: string;
}

/** A user's rule for one activity: its category, its level, or both. */
export interface ActivityOverride {
  readonly category?: CategoryName;
  readonly productivity?: ProductivityLevel;
}

/** A user's rule for a part of an activity's time, by document or address. */
export interface DocumentRule extends ActivityOverride {
  /**
   * The text to compare: the `document` (the default), or the `url`. A url is site and path, as in
   * `github.com/acme/app`. An application without an address has its name as `url`.
   */
  readonly in?: 'document' | 'url';
  /** `substring`: the text contains the pattern. `glob`: see `globMatcher`. Case never matters. */
  readonly match: 'substring' | 'glob';
  readonly pattern: string;
}

/**
 * The classes of one user's time. It remembers results, so keep one while the taxonomy is the same.
 */
export interface TimeClasses {
  /** The class of all time of an activity without rules (`hasRules` is false). */
  readonly ofActivity: (activity: string) => NamedClass;
  /** What some time counts for, and its class. */
  readonly ofTime: (time: ClassedTime) => NamedClass;
  /** Whether rules tell the documents or addresses of the activity apart. */
  readonly hasRules: (activity: string) => boolean;
  /**
   * Whether naming rules give one of these names to time: of any activity, or of this one. Names
   * have the form of `recordedName`.
   */
  readonly givesName: (names: readonly string[], activity?: string) => boolean;
}

/** One user's rules on top of the shipped catalogue. */
export interface Taxonomy {
  /**
   * By `activityKey` of the activity. An override is not valid for sub-domains or other versions.
   */
  readonly activityOverrides: ReadonlyMap<string, ActivityOverride>;
  /** By `categoryKey` of the sub-category. */
  readonly categoryLevels: ReadonlyMap<string, ProductivityLevel>;
  /** The user's own categories, by `categoryKey`. */
  readonly ownCategories: ReadonlyMap<string, Category>;
  /**
   * The rules of an activity by its `activityKey`, in order. The first match counts. Never empty.
   */
  readonly documentRules: ReadonlyMap<string, readonly DocumentRule[]>;
  /** In order: of the rules for an activity, the first match counts. */
  readonly namingRules: readonly NamingRule[];
  /** The id for a rule that the next event may create. See `idAfter`. */
  readonly nextRuleId: number;
  /**
   * The user's own categories that the user removed, by `categoryKey`. Settings that name one of
   * them stay, and do not count.
   */
  readonly removedCategories: ReadonlyMap<string, true>;
}

/** The taxonomy of a user without changes. */
export const SHIPPED_TAXONOMY: Taxonomy = {
  activityOverrides: new Map(),
  categoryLevels: new Map(),
  ownCategories: new Map(),
  documentRules: new Map(),
  namingRules: [],
  nextRuleId: FIRST_ID,
  removedCategories: new Map(),
};

/**
 * What the user set for an activity, by its `activityKey`. Undefined without settings that count: a
 * category that the user removed does not.
 */
export function ownSettings(taxonomy: Taxonomy, key: string): ActivityOverride | undefined {
  const override = taxonomy.activityOverrides.get(key);
  return override && inForce(override, taxonomy);
}

/** Settings without a category that the user removed. Undefined when nothing is left. */
export function inForce<Settings extends ActivityOverride>(
  settings: Settings,
  taxonomy: Taxonomy,
): Settings | undefined {
  const { category, ...others } = settings;
  const place = category && categoryKey(category.overview, category.category);
  if (place === undefined || !taxonomy.removedCategories.has(place) || isShippedCategory(place)) return settings;
  return settings.productivity === undefined ? undefined : (others as Settings);
}

/**
 * The category and level of an activity: a web domain or an application's name, as reports show it.
 * Every string has a class. An unknown activity is Uncategorized. Linear in the length. Results are
 * not remembered here.
 *
 * Category: the user's for this activity, else the catalogue's, else Uncategorized. Level: the
 * user's for this activity, else the user's for the category, else the catalogue's for this
 * activity, else the default of the category. The catalogue's level is valid only in the
 * catalogue's category, so it does not count when the user moved the activity. Source: RescueTime's
 * recorded levels (activity over category over default). The rest is our choice.
 */
export function classifyActivity(taxonomy: Taxonomy, activity: string): ActivityClass {
  const key = activityKey(activity);
  const override = ownSettings(taxonomy, key);
  const entry = findInCatalogue(key);
  const { overview, category } = override?.category ?? entry ?? UNCATEGORIZED;
  const isWhereListed = entry?.overview === overview && entry.category === category;
  const productivity =
    override?.productivity ??
    levelOf(taxonomy, categoryKey(overview, category), isWhereListed ? entry.productivity : undefined);
  return { overview, category, productivity };
}

/**
 * The classes of time under a taxonomy. The first naming rule of the activity that matches says
 * what the time counts for, or else the activity itself. Then the first matching document rule of
 * that activity decides its class, or else the activity. A rule with a category gives that
 * category's level, except when it has a level too. A rule with a level only leaves the category.
 *
 * A naming rule looks at the recorded activity only, so rules form no chains. A rule that gives
 * time the name that it has leaves the time as it is: it is an exception to the rules behind it.
 */
export function timeClasses(taxonomy: Taxonomy): TimeClasses {
  const activities = new Map<string, NamedClass>();
  const rules = new Map<string, readonly PreparedRule[]>();
  for (const [key, ofKey] of taxonomy.documentRules) {
    const counting = ofKey.map((rule) => inForce(rule, taxonomy)).filter((rule) => rule !== undefined);
    if (counting.length > 0) rules.set(key, counting.map(prepared));
  }
  const { nameOf, isSplit, givesName } = timeNames(taxonomy.namingRules);
  const ofActivity = (activity: string): NamedClass => {
    let found = activities.get(activity);
    if (!found) {
      if (activities.size >= MOST_REMEMBERED) activities.clear();
      activities.set(activity, (found = { activity, ...classifyActivity(taxonomy, activity) }));
    }
    return found;
  };
  return {
    ofActivity,
    givesName,
    hasRules: (activity) => (rules.size > 0 && rules.has(activityKey(activity))) || isSplit(activity),
    ofTime(time) {
      const activity = nameOf(time);
      const whole = ofActivity(activity);
      const ofKey = rules.size === 0 ? undefined : rules.get(activityKey(activity));
      const rule = ofKey?.find((one) => one.matches(time))?.rule;
      if (!rule) return whole;
      const { overview, category } = rule.category ?? whole;
      const level = rule.category ? levelOf(taxonomy, categoryKey(overview, category)) : whole.productivity;
      return { activity, overview, category, productivity: rule.productivity ?? level };
    },
  };
}

/** Many more activities than a user has. A name takes about 100 bytes. */
const MOST_REMEMBERED = 20_000;

interface PreparedRule {
  readonly rule: DocumentRule;
  readonly matches: (time: ClassedTime) => boolean;
}

function prepared(rule: DocumentRule): PreparedRule {
  const pattern = composed(rule.pattern);
  const matches: TextMatcher = rule.match === 'glob' ? globMatcher(pattern) : substringMatcher(pattern);
  if (rule.in !== 'url') return { rule, matches: ({ document }) => matches(composed(document)) };
  return { rule, matches: (time) => urlsOf(time).some((url) => matches(url)) };
}

/**
 * The level of a category: the user's, else the catalogue's for a listed activity, else the
 * default.
 */
function levelOf({ categoryLevels, ownCategories }: Taxonomy, place: string, listed?: ProductivityLevel) {
  return (
    categoryLevels.get(place) ?? listed ?? ownCategories.get(place)?.defaultProductivity ?? defaultProductivity(place)
  );
}
