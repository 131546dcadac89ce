import { checkName } from '../check-name.js';
import type { Command } from '../decider.js';
import { DomainError } from '../domain-error.js';
import { isPlainText } from '../plain-text.js';
import { activityKey } from './activity-key.js';
import type { ActivityOverride } from './classify-activity.js';
import type { NamingRuleEvent } from './events.js';
import { TAXONOMY_LIMITS } from './limits.js';
import { comparedText, type NamingRule, type NamingRuleDefinition } from './naming/naming-rule.js';

export interface CreateNamingRule extends Command {
  readonly type: 'CreateNamingRule';
  readonly data: NamingRuleDefinition & NamingChoices;
}

export interface ChangeNamingRule extends Command {
  readonly type: 'ChangeNamingRule';
  readonly data: NamingRule & NamingChoices;
}

export interface RemoveNamingRule extends Command {
  readonly type: 'RemoveNamingRule';
  readonly data: { readonly id: number };
}

/** Makes a removed rule again, under its id: an undo of its removal can be undone itself. */
export interface RestoreNamingRule extends Command {
  readonly type: 'RestoreNamingRule';
  readonly data: NamingRule & Pick<NamingChoices, 'place'>;
}

export type NamingRuleCommand = CreateNamingRule | ChangeNamingRule | RestoreNamingRule | RemoveNamingRule;

/** What a command may say besides the rule. */
interface NamingChoices {
  /** The class of the activity that the rule names. Undefined: it stays as it is. */
  readonly classed?: ActivityOverride | undefined;
  /**
   * The place in the order, from 1. Behind the last when it is greater. Undefined: a rule keeps its
   * place, and a new one stands last.
   */
  readonly place?: number | undefined;
}

/** The naming rules of one user, in order. */
interface Rules {
  readonly namingRules: readonly NamingRule[];
  readonly nextRuleId: number;
}

/**
 * What a command changes in the naming rules. Refuses with `unknown_rule` (never created, or
 * removed), `invalid_name`, `invalid_pattern` for the text, `rule_exists` for the condition of
 * another rule (the second could never match) and `limit_reached`.
 */
export function decideNamingRule(command: NamingRuleCommand, { namingRules, nextRuleId }: Rules): NamingRuleEvent[] {
  switch (command.type) {
    case 'CreateNamingRule':
    case 'RestoreNamingRule': {
      const id = command.type === 'CreateNamingRule' ? nextRuleId : formerId(command.data, { namingRules, nextRuleId });
      const rule = checkedRule(id, command.data, namingRules);
      if (namingRules.length >= TAXONOMY_LIMITS.namingRules)
        throw new DomainError(
          'limit_reached',
          `There is room for ${TAXONOMY_LIMITS.namingRules} rules that name time.`,
        );
      return [{ type: 'NamingRuleCreated', data: rule }, ...moved([...namingRules, rule], rule.id, command.data)];
    }
    case 'ChangeNamingRule': {
      const present = ruleOf(namingRules, command.data.id);
      const rule = checkedRule(present.id, command.data, namingRules);
      const order = moved(namingRules, rule.id, command.data);
      return isSame(present, rule) ? order : [{ type: 'NamingRuleChanged', data: rule }, ...order];
    }
    case 'RemoveNamingRule':
      return [{ type: 'NamingRuleRemoved', data: { id: ruleOf(namingRules, command.data.id).id } }];
  }
}

/** The rules after an event. An imported event beyond the limit changes nothing. */
export function evolveNamingRules(rules: readonly NamingRule[], event: NamingRuleEvent): readonly NamingRule[] {
  switch (event.type) {
    case 'NamingRuleCreated':
    case 'NamingRuleChanged': {
      const rule = event.data;
      if (rules.some(({ id }) => id === rule.id)) return rules.map((one) => (one.id === rule.id ? rule : one));
      return rules.length < TAXONOMY_LIMITS.namingRules ? [...rules, rule] : rules;
    }
    case 'NamingRuleRemoved':
      return rules.filter(({ id }) => id !== event.data.id);
    case 'NamingRulesReordered': {
      const places = new Map(event.data.ids.map((id, place) => [id, place]));
      const placeOf = ({ id }: NamingRule) => places.get(id) ?? places.size;
      return rules.toSorted((a, b) => placeOf(a) - placeOf(b));
    }
  }
}

/** The event that moves a rule to its place, or none when it is there already. */
function moved(rules: readonly NamingRule[], id: number, { place }: NamingChoices): NamingRuleEvent[] {
  if (place === undefined) return [];
  const ids = rules.map((rule) => rule.id);
  const others = ids.filter((one) => one !== id);
  const order = others.toSpliced(Math.max(place, 1) - 1, 0, id);
  return order.every((one, n) => one === ids[n]) ? [] : [{ type: 'NamingRulesReordered', data: { ids: order } }];
}

/** The id of a rule that was removed. Throws DomainError `unknown_rule` for any other. */
function formerId({ id }: NamingRule, { namingRules, nextRuleId }: Rules): number {
  if (id < nextRuleId && !namingRules.some((rule) => rule.id === id)) return id;
  throw new DomainError('unknown_rule', 'There was no such rule, or it is there.');
}

function ruleOf(rules: readonly NamingRule[], id: number): NamingRule {
  const rule = rules.find((one) => one.id === id);
  if (!rule) throw new DomainError('unknown_rule', 'There is no such rule.');
  return rule;
}

/** Only the fields of a rule, from an object with more fields. */
function checkedRule(id: number, definition: NamingRuleDefinition, rules: readonly NamingRule[]): NamingRule {
  const { activity, in: field, match, text, name } = definition;
  checkName(activity, TAXONOMY_LIMITS.activityLength, 'an activity');
  checkName(name, TAXONOMY_LIMITS.activityLength, 'an activity');
  const isText = text.length <= TAXONOMY_LIMITS.patternLength && isPlainText(text);
  if (!isText || comparedText(definition).trim() === '') {
    throw new DomainError(
      'invalid_pattern',
      `The text of a rule has 1 to ${TAXONOMY_LIMITS.patternLength} characters, and no control characters. Of an address, the query is not recorded.`,
    );
  }
  const same = rules.find((rule) => rule.id !== id && conditionOf(rule) === conditionOf(definition));
  if (same) throw new DomainError('rule_exists', `A rule with this condition gives the name ${same.name}.`);
  return { id, activity, in: field, match, text, name };
}

/** One text for rules that match the same time. */
const conditionOf = (rule: NamingRuleDefinition): string =>
  [activityKey(rule.activity), rule.in, rule.match, comparedText(rule)].join('\n');

/** Compares two rules in the form of `checkedRule`. */
const isSame = (one: NamingRule, other: NamingRule): boolean => JSON.stringify(one) === JSON.stringify(other);
