export { activityKey } from './activity-key.js';
export type { ActivityChange } from './change-activities.js';
export { type ClassOrigin, classOrigin } from './class-origin.js';
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
  type DocumentRule,
  type NamedClass,
  ownSettings,
  SHIPPED_TAXONOMY,
  type Taxonomy,
  type TimeClasses,
  timeClasses,
} from './classify-activity.js';
export type { TaxonomyEvent } from './events.js';
export type { ClassedTime } from './time-names.js';
export { globMatcher, type TextMatcher } from './match-glob.js';
export { NAMING_FIELDS, NAMING_MATCHES, type NamingRule, type NamingRuleDefinition } from './naming/naming-rule.js';
export { readTaxonomyEvent } from './read-taxonomy-event.js';
export { TAXONOMY_LIMITS } from './limits.js';
export { DRAFT_NAME, type RuleDraft, withDraft } from './rule-draft.js';
export { type TaxonomyCommand, taxonomyDecider } from './taxonomy-decider.js';
