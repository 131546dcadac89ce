import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { replaceOwnFile } from '../spool/durable-file.js';
import { DEFAULT_RULES } from './default-rules.js';
import { readRules, WrongRule } from './read-rules.js';
import { type Rule } from './rule.js';

/** The file of the person's own rules: beside the configuration file. */
export const rulesFileOf = (configFile: string): string => join(dirname(configFile), 'rules.json');

/** The person's own rules. Throws WrongRule with the file and the place. */
export function loadOwnRules(path: string): Rule[] {
  try {
    return readRules(readFileSync(path, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new WrongRule(`${path}: ${(error as Error).message}`);
  }
}

/** Replaces the person's own rules. */
export async function saveOwnRules(path: string, rules: readonly Rule[]): Promise<void> {
  await replaceOwnFile(path, `${JSON.stringify(rules, null, 2)}\n`);
}

/** All rules in their order: the person's own, then the default ones. */
export const withDefaults = (own: readonly Rule[], hasDefaults: boolean): Rule[] => [
  ...own,
  ...(hasDefaults ? DEFAULT_RULES : []),
];
