import { activityKey } from './activity-key.js';
import { categoryKey } from './catalogue/categories.js';
import {
  type ActivityClass,
  classifyActivity,
  ownSettings,
  SHIPPED_TAXONOMY,
  type Taxonomy,
} from './classify-activity.js';

/**
 * Where the class of some time of an activity comes from. `activity`: the user set it for the
 * activity. `category`: the user set the level of the category, or made it. `rule`: one of the
 * user's rules for documents.
 */
export interface ClassOrigin {
  readonly category: 'activity' | 'rule' | 'shipped';
  readonly level: 'activity' | 'category' | 'rule' | 'shipped';
  /** The class without any setting of the user. Undefined when it is the present one. */
  readonly shipped: ActivityClass | undefined;
}

/** The origin of a class that some time of an activity has under a taxonomy. */
export function classOrigin(taxonomy: Taxonomy, activity: string, present: ActivityClass): ClassOrigin {
  const key = activityKey(activity);
  const own = ownSettings(taxonomy, key);
  const place = categoryKey(present.overview, present.category);
  const isCategorysOwn = taxonomy.categoryLevels.has(place) || taxonomy.ownCategories.has(place);
  const shipped = own || isCategorysOwn || taxonomy.documentRules.has(key) ? shippedClass(activity) : undefined;
  const differs = shipped && !isSameClass(shipped, present) ? shipped : undefined;
  const whole = taxonomy.documentRules.has(key) ? classifyActivity(taxonomy, activity) : present;
  if (!isSameClass(whole, present)) {
    const isMoved = whole.overview !== present.overview || whole.category !== present.category;
    return { category: isMoved ? 'rule' : own?.category ? 'activity' : 'shipped', level: 'rule', shipped: differs };
  }
  const level = own?.productivity !== undefined ? 'activity' : isCategorysOwn ? 'category' : 'shipped';
  return { category: own?.category ? 'activity' : 'shipped', level, shipped: differs };
}

const shippedClass = (activity: string): ActivityClass => classifyActivity(SHIPPED_TAXONOMY, activity);

const isSameClass = (one: ActivityClass, other: ActivityClass): boolean =>
  one.productivity === other.productivity && one.overview === other.overview && one.category === other.category;
