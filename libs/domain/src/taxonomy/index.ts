export { activityKey } from './activity-key.js';
export {
  CATEGORIES,
  type Category,
  categoryKey,
  type CategoryName,
  OVERVIEWS,
  type ProductivityLevel,
} from './categories.js';
export {
  type ActivityClass,
  type ActivityOverride,
  classifyActivity,
  SHIPPED_TAXONOMY,
  type Taxonomy,
} from './classify-activity.js';
