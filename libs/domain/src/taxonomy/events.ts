import type { DomainEvent } from '../decider.js';
import type { CategoryName, ProductivityLevel } from './catalogue/categories.js';
import type { ActivityOverride, DocumentRule } from './classify-activity.js';
import type { NamingRule } from './naming/naming-rule.js';

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

/** The user took the own level of a category away: the shipped levels count again. */
export interface CategoryLevelReset extends DomainEvent {
  readonly type: 'CategoryLevelReset';
  readonly data: CategoryName;
}

/** The user made a category of their own. */
export interface CategoryCreated extends DomainEvent {
  readonly type: 'CategoryCreated';
  readonly data: CategoryName & { readonly productivity: ProductivityLevel };
}

/**
 * The user removed a category of their own. Its activities are as if they had not been put there.
 * They are in it again when the user makes a category of the same name.
 */
export interface CategoryRemoved extends DomainEvent {
  readonly type: 'CategoryRemoved';
  readonly data: CategoryName;
}

/** The user set all document rules of an activity, in order. An empty list removes them. */
export interface DocumentRulesSet extends DomainEvent {
  readonly type: 'DocumentRulesSet';
  readonly data: { readonly activity: string; readonly rules: readonly DocumentRule[] };
}

/** The user made a rule that gives a part of an activity's time another name. It stands last. */
export interface NamingRuleCreated extends DomainEvent {
  readonly type: 'NamingRuleCreated';
  readonly data: NamingRule;
}

/** The user replaced the whole rule. It keeps its place. */
export interface NamingRuleChanged extends DomainEvent {
  readonly type: 'NamingRuleChanged';
  readonly data: NamingRule;
}

export interface NamingRuleRemoved extends DomainEvent {
  readonly type: 'NamingRuleRemoved';
  readonly data: { readonly id: number };
}

/** The user set the order of the naming rules. Rules that it does not list stand last. */
export interface NamingRulesReordered extends DomainEvent {
  readonly type: 'NamingRulesReordered';
  readonly data: { readonly ids: readonly number[] };
}

/** The events about naming rules. */
export type NamingRuleEvent = NamingRuleCreated | NamingRuleChanged | NamingRuleRemoved | NamingRulesReordered;

/** The events of a `taxonomy-` stream. */
export type TaxonomyEvent =
  | ActivityClassified
  | ActivityReset
  | CategoryLevelSet
  | CategoryCreated
  | CategoryLevelReset
  | CategoryRemoved
  | DocumentRulesSet
  | NamingRuleEvent;
