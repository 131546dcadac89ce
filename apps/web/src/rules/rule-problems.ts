import type { TEXTS } from './texts.js';

type TextKey = keyof (typeof TEXTS)['en'];

/** The answers that a change of rules changes. */
export const CHANGED = ['rules', 'rule preview', 'taxonomy', 'day', 'range', 'activities', 'documents'] as const;

/** Why a rule is refused, in the words of the form. */
export const sentencesIn = (text: (key: TextKey) => string) => ({
  invalid_name: text('rules.problem.name'),
  invalid_pattern: text('rules.problem.text'),
  rule_exists: text('rules.problem.exists'),
  unknown_rule: text('rules.problem.gone'),
  limit_reached: text('rules.problem.full'),
});
