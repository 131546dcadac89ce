export { activityKey } from './activity-key.js';
export {
  CATEGORIES,
  type Category,
  categoryKey,
  type CategoryName,
  OVERVIEWS,
  type ProductivityLevel,
} from './catalogue/categories.js';
export {
  type ActivityClass,
  type ActivityOverride,
  classifyActivity,
  type ClassedTime,
  type DocumentRule,
  SHIPPED_TAXONOMY,
  type Taxonomy,
  type TimeClasses,
  timeClasses,
} from './classify-activity.js';
export type { TaxonomyEvent } from './events.js';
export { readTaxonomyEvent } from './read-taxonomy-event.js';
export { TAXONOMY_LIMITS } from './limits.js';
export { type TaxonomyCommand, taxonomyDecider } from './taxonomy-decider.js';
