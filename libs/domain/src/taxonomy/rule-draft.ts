import { activityKey } from './activity-key.js';
import type { Taxonomy } from './classify-activity.js';
import type { NamingRule, NamingRuleDefinition } from './naming/naming-rule.js';

/**
 * What time counts for when a draft matches it. No recorded activity has this name: names have no
 * control characters.
 */
export const DRAFT_NAME = '\u0001';

/** A rule that is not saved yet. With an id: a change of that rule. */
export interface RuleDraft extends Omit<NamingRuleDefinition, 'name'> {
  readonly id?: number | undefined;
}

/**
 * The taxonomy with the draft: in the place of the rule that it changes, or behind all rules. So
 * time that an earlier rule takes does not count for it. An empty text that must be contained
 * matches all time of the activity. Rules for other activities are left out.
 */
export function withDraft(taxonomy: Taxonomy, { id, activity, in: field, match, text }: RuleDraft): Taxonomy {
  const key = activityKey(activity);
  const isOfIt = (rule: NamingRule) => rule.id === id || activityKey(rule.activity) === key;
  const rules = taxonomy.namingRules.filter(isOfIt);
  const drafted: NamingRule = { id: id ?? taxonomy.nextRuleId, activity, in: field, match, text, name: DRAFT_NAME };
  const isChange = rules.some((rule) => rule.id === drafted.id);
  const namingRules = isChange ? rules.map((rule) => (rule.id === drafted.id ? drafted : rule)) : [...rules, drafted];
  return { ...taxonomy, namingRules };
}
