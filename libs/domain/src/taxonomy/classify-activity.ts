import { activityKey } from './activity-key.js';
import {
  categoryKey,
  type CategoryName,
  defaultProductivity,
  type ProductivityLevel,
  UNCATEGORIZED,
} from './categories.js';
import { findInCatalogue } from './find-in-catalogue.js';

/** What a report says of an activity. */
export interface ActivityClass extends CategoryName {
  readonly productivity: ProductivityLevel;
}

/** What a user said of one activity: where it belongs, how productive it is, or both. */
export interface ActivityOverride {
  readonly category?: CategoryName;
  readonly productivity?: ProductivityLevel;
}

/** One user's rules on top of the shipped catalogue. */
export interface Taxonomy {
  /** By `activityKey` of the activity. Holds for that activity alone, not for sub-domains or other versions of it. */
  readonly activityOverrides: ReadonlyMap<string, ActivityOverride>;
  /** By `categoryKey` of the sub-category. */
  readonly categoryLevels: ReadonlyMap<string, ProductivityLevel>;
}

/** The taxonomy of a user who changed nothing. */
export const SHIPPED_TAXONOMY: Taxonomy = { activityOverrides: new Map(), categoryLevels: new Map() };

/**
 * The category and productivity level of an activity: a web domain or an application's name, as reports show it.
 * Total: any string has a class; what nobody knows is Uncategorized. Linear in the length; memoising is the caller's.
 *
 * Category: the user's for this activity, else the catalogue's, else Uncategorized.
 * Level: the user's for this activity, else the user's for the category, else the catalogue's own for this activity,
 * else the category's default. The catalogue's own level speaks of the activity in the category where the catalogue
 * put it, so it no longer counts once the user moved the activity elsewhere.
 * Source: RescueTime's recorded levels (activity over category over default); the order among ours is our choice.
 */
export function classifyActivity(taxonomy: Taxonomy, activity: string): ActivityClass {
  const key = activityKey(activity);
  const override = taxonomy.activityOverrides.get(key);
  const entry = findInCatalogue(key);
  const { overview, category } = override?.category ?? entry ?? UNCATEGORIZED;
  const place = categoryKey(overview, category);
  const isWhereListed = entry?.overview === overview && entry.category === category;
  const productivity =
    override?.productivity ??
    taxonomy.categoryLevels.get(place) ??
    (isWhereListed ? entry.productivity : undefined) ??
    defaultProductivity(place);
  return { overview, category, productivity };
}
