import type { DomainEvent } from '../decider.js';
import type { CategoryName, ProductivityLevel } from './categories.js';
import type { ActivityOverride, DocumentRule } from './classify-activity.js';

/** The user said where an activity belongs, how productive it is, or both. Replaces what they said of it before. */
export interface ActivityClassified extends DomainEvent {
  readonly type: 'ActivityClassified';
  readonly data: ActivityOverride & { readonly activity: string };
}

/** The activity is classed again as if the user had said nothing of it. Its document rules stay. */
export interface ActivityReset extends DomainEvent {
  readonly type: 'ActivityReset';
  readonly data: { readonly activity: string };
}

/** The level of the activities of a category of which the user says nothing more. */
export interface CategoryLevelSet extends DomainEvent {
  readonly type: 'CategoryLevelSet';
  readonly data: CategoryName & { readonly productivity: ProductivityLevel };
}

/** The user made a category of their own. */
export interface CategoryCreated extends DomainEvent {
  readonly type: 'CategoryCreated';
  readonly data: CategoryName & { readonly productivity: ProductivityLevel };
}

/** All rules of one activity, in order; none takes them away. */
export interface DocumentRulesSet extends DomainEvent {
  readonly type: 'DocumentRulesSet';
  readonly data: { readonly activity: string; readonly rules: readonly DocumentRule[] };
}

/** The events of a `taxonomy-` stream. */
export type TaxonomyEvent = ActivityClassified | ActivityReset | CategoryLevelSet | CategoryCreated | DocumentRulesSet;
