import { plainLine } from '@app/domain';
import { ACTIONS, type Rule } from './rule.js';

/** A rule is wrong. The message says why. */
export class WrongRule extends Error {}

const FIELDS = ['action', 'application', 'title', 'site', 'to', 'titleTo'] as const;
const LONGEST_TEXT = 255;
const MOST_RULES = 1_000;

/** Reads one rule from unknown words. Throws WrongRule. */
export function readRule(given: unknown): Rule {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) throw new WrongRule('a rule is an object');
  const stranger = Object.keys(given).find((name) => !FIELDS.some((field) => field === name));
  if (stranger !== undefined) throw new WrongRule(`a rule has no field ${plainLine(stranger.slice(0, 40))}`);
  const rule = given as Record<string, unknown>;
  const action = ACTIONS.find((known) => known === rule['action']);
  if (action === undefined) throw new WrongRule(`the action must be ${ACTIONS.join(', ')}`);
  const texts = Object.fromEntries(
    FIELDS.slice(1).flatMap((name) => (rule[name] === undefined ? [] : [[name, readText(name, rule[name])]])),
  );
  return checked({ action, ...texts });
}

/** Reads the text of a file of rules. Throws WrongRule with the place of the rule. */
export function readRules(text: string): Rule[] {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch (error) {
    throw new WrongRule(`this is not JSON: ${plainLine((error as Error).message)}`);
  }
  if (!Array.isArray(given)) throw new WrongRule('the file must hold a list of rules');
  if (given.length > MOST_RULES) throw new WrongRule(`more than ${MOST_RULES} rules`);
  return given.map((rule, index) => {
    try {
      return readRule(rule);
    } catch (error) {
      if (error instanceof WrongRule) throw new WrongRule(`rule ${index + 1}: ${error.message}`);
      throw error;
    }
  });
}

/** A rule as one line for a person. */
export function describeRule({ action, application, title, site, to, titleTo }: Rule): string {
  const named = { application, title, site };
  const conditions = Object.entries(named).flatMap(([name, pattern]) =>
    pattern === undefined ? [] : [`${name} "${pattern}"`],
  );
  const ends = [to === undefined ? [] : [`to "${to}"`], titleTo === undefined ? [] : [`title to "${titleTo}"`]];
  return [action.padEnd(6), conditions.join(' and '), ...ends.flat()].join(' ');
}

function checked(rule: Rule): Rule {
  if ([rule.application, rule.title, rule.site].every((pattern) => pattern === undefined)) {
    throw new WrongRule('a rule needs --application, --title or --site');
  }
  const isRenamed = rule.to !== undefined || rule.titleTo !== undefined;
  if (rule.action === 'rename' && !isRenamed) throw new WrongRule('rename needs --to or --title-to');
  if (rule.action !== 'rename' && isRenamed) throw new WrongRule('--to and --title-to belong to rename');
  return rule;
}

function readText(name: string, text: unknown): string {
  if (typeof text !== 'string' || text.trim() === '') throw new WrongRule(`${name} must be a text that is not empty`);
  if (text.length > LONGEST_TEXT) throw new WrongRule(`${name} has more than ${LONGEST_TEXT} characters`);
  if (plainLine(text) !== text) throw new WrongRule(`${name} must be one line without control characters`);
  return text.trim();
}
