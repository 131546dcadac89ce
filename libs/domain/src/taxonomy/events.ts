import type { DomainEvent } from '../decider.js';
import type { CategoryName, ProductivityLevel } from './catalogue/categories.js';
import type { ActivityOverride, DocumentRule } from './classify-activity.js';

/** The user set the category of an activity, its level, or both. Replaces earlier settings. */
export interface ActivityClassified extends DomainEvent {
  readonly type: 'ActivityClassified';
  readonly data: ActivityOverride & { readonly activity: string };
}

/** The user removed the settings of an activity. Its document rules stay. */
export interface ActivityReset extends DomainEvent {
  readonly type: 'ActivityReset';
  readonly data: { readonly activity: string };
}

/** The user set the level of a category. An activity's own level wins over it. */
export interface CategoryLevelSet extends DomainEvent {
  readonly type: 'CategoryLevelSet';
  readonly data: CategoryName & { readonly productivity: ProductivityLevel };
}

/** The user made a category of their own. */
export interface CategoryCreated extends DomainEvent {
  readonly type: 'CategoryCreated';
  readonly data: CategoryName & { readonly productivity: ProductivityLevel };
}

/** The user set all document rules of an activity, in order. An empty list removes them. */
export interface DocumentRulesSet extends DomainEvent {
  readonly type: 'DocumentRulesSet';
  readonly data: { readonly activity: string; readonly rules: readonly DocumentRule[] };
}

/** The events of a `taxonomy-` stream. */
export type TaxonomyEvent = ActivityClassified | ActivityReset | CategoryLevelSet | CategoryCreated | DocumentRulesSet;
