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

/** Sends some of the time with one activity elsewhere, by its document or its address: one site can be work and play. */
export interface DocumentRule extends ActivityOverride {
  /**
   * What is looked at: the `document` (the default), or the `url`, which is the site and the path of the page as in
   * `github.com/acme/app`. An application without an address has its name for a `url`.
   */
  readonly in?: 'document' | 'url';
  /** `substring`: the text holds the pattern; `glob`: all of it matches (see `globMatcher`). Case never matters. */
  readonly match: 'substring' | 'glob';
  readonly pattern: string;
}

/** What the class of some time depends on. */
export interface ClassedTime {
  readonly activity: string;
  readonly document: string;
  /** Path of the page, empty when there is none. */
  readonly page: string;
}

/** How one user's time is classed. Remembers what it was asked: keep one for as long as the taxonomy holds. */
export interface TimeClasses {
  /** The class of all time with an activity of which `hasRules` is false. */
  readonly ofActivity: (activity: string) => ActivityClass;
  /** The class of some time. */
  readonly ofTime: (time: ClassedTime) => ActivityClass;
  /** Whether the activity has rules that tell its documents or addresses apart. */
  readonly hasRules: (activity: string) => boolean;
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
 * How a taxonomy classes time: as the first of the activity's rules that matches says, and as the activity where none
 * does. A rule that names a category gives that category's level, unless it names a level too; a rule that names a level
 * alone leaves the category. Each rule costs one step a character.
 */
export function timeClasses(taxonomy: Taxonomy): TimeClasses {
  const activities = new Map<string, ActivityClass>();
  const rules = new Map<string, readonly PreparedRule[]>();
  for (const [key, ofKey] of taxonomy.documentRules) rules.set(key, ofKey.map(prepared));
  const ofActivity = (activity: string): ActivityClass => {
    let found = activities.get(activity);
    if (!found) {
      if (activities.size >= MOST_REMEMBERED) activities.clear();
      activities.set(activity, (found = classifyActivity(taxonomy, activity)));
    }
    return found;
  };
  const ruleOf = (time: ClassedTime) => rules.get(activityKey(time.activity))?.find((rule) => rule.matches(time))?.rule;
  return {
    ofActivity,
    hasRules: (activity) => rules.size > 0 && rules.has(activityKey(activity)),
    ofTime(time) {
      const whole = ofActivity(time.activity);
      const rule = rules.size === 0 ? undefined : ruleOf(time);
      if (!rule) return whole;
      const { overview, category } = rule.category ?? whole;
      const level = rule.category ? levelOf(taxonomy, categoryKey(overview, category)) : whole.productivity;
      return { overview, category, productivity: rule.productivity ?? level };
    },
  };
}

/** Far more activities than anybody has; a name costs some 100 bytes. */
const MOST_REMEMBERED = 20_000;

interface PreparedRule {
  readonly rule: DocumentRule;
  readonly matches: (time: ClassedTime) => boolean;
}

function prepared(rule: DocumentRule): PreparedRule {
  const matches: TextMatcher = rule.match === 'glob' ? globMatcher(rule.pattern) : substringMatcher(rule.pattern);
  const textOf = rule.in === 'url' ? urlOf : ({ document }: ClassedTime) => document;
  return { rule, matches: (time) => matches(textOf(time)) };
}

const urlOf = ({ activity, page }: ClassedTime): string => `${activity}${page}`;

/** The level of a category: what the user says, else what the catalogue says of one listed there, else its default. */
function levelOf({ categoryLevels, ownCategories }: Taxonomy, place: string, listed?: ProductivityLevel) {
  return (
    categoryLevels.get(place) ?? listed ?? ownCategories.get(place)?.defaultProductivity ?? defaultProductivity(place)
  );
}
