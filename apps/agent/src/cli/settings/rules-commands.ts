import { type WindowSample } from '../../capture/activity-source.js';
import { askAgent } from '../../control/control-client.js';
import { filesOf } from '../../recording/agent.js';
import { describeRule, readRule } from '../../rules/read-rules.js';
import { filtered, type Rule, ruleFinder } from '../../rules/rule.js';
import { loadOwnRules, rulesFileOf, saveOwnRules, withDefaults } from '../../rules/rules-file.js';
import { readPending } from '../../spool/read-pending.js';
import { type AgentCommand, type Call, EXIT, JSON_FLAG, WrongUsage } from '../command/command.js';
import { duration, named } from '../command/texts.js';
import { tellAgent } from './tell-agent.js';

const PATTERNS = [
  ['--application <pattern>', "the application's name; * stands for any text"],
  ['--title <pattern>', "the window's title"],
  ['--site <host>', 'the site; its subdomains match too'],
  ['--to <name>', "with rename: takes the place of the application's name"],
  ['--title-to <text>', 'with rename: takes the place of the title'],
] as const;

/** Windows that `rules test` shows. */
const MOST_SHOWN = 50;

export const RULES: AgentCommand = {
  name: 'rules',
  summary: 'Lists the rules of what is recorded. The first that matches decides.',
  flags: [['--all', 'also the default rules'], JSON_FLAG],
  act: async (call) => {
    const { settings, flags, print } = call;
    const own = ownRules(call);
    const rules = flags['all'] ? withDefaults(own, settings.defaultRules) : own;
    if (flags['json']) print(JSON.stringify(rules, null, 2));
    else {
      for (const [index, rule] of rules.entries()) print(`${String(index + 1).padStart(3)}  ${describeRule(rule)}`);
      const defaults = withDefaults([], settings.defaultRules).length;
      if (!flags['all']) print(`${own.length} own rules, then ${defaults} default rules (--all lists them)`);
    }
    return EXIT.good;
  },
};

export const RULES_ADD: AgentCommand = {
  name: 'rules add',
  words: '<action>',
  summary: 'Adds a rule: keep, drop, redact or rename. It counts for time from now on.',
  flags: [...PATTERNS, ['--place <n>', 'where it stands, from 1 (default: the end)']],
  act: async (call) => {
    const rules = ownRules(call);
    const rule = ruleOf(call);
    const place = placeIn(call.flags['place'], rules.length + 1) ?? rules.length + 1;
    await saveOwnRules(rulesFileOf(call.configFile), rules.toSpliced(place - 1, 0, rule));
    call.print(`rule ${place}: ${describeRule(rule)}`);
    await tellAgent(call);
    return EXIT.good;
  },
};

export const RULES_REMOVE: AgentCommand = {
  name: 'rules remove',
  words: '<place>',
  summary: 'Removes the rule at this place of the list.',
  act: async (call) => {
    const rules = ownRules(call);
    if (rules.length === 0) throw new WrongUsage('there is no own rule');
    const place = placeIn(call.words[0], rules.length);
    if (place === undefined) throw new WrongUsage('give the place of a rule in the list');
    await saveOwnRules(rulesFileOf(call.configFile), rules.toSpliced(place - 1, 1));
    call.print(`removed: ${describeRule(rules[place - 1] as Rule)}`);
    await tellAgent(call);
    return EXIT.good;
  },
};

export const RULES_TEST: AgentCommand = {
  name: 'rules test',
  words: '[action]',
  summary: 'Tries a rule, or the saved ones, on recent windows. It saves nothing.',
  flags: [...PATTERNS, JSON_FLAG],
  act: async (call) => {
    const own = call.words[0] === undefined ? ownRules(call) : [ruleOf(call)];
    const isOne = call.words[0] !== undefined;
    const find = ruleFinder(isOne ? own : withDefaults(own, call.settings.defaultRules));
    const windows = await recentWindows(call);
    const hits = windows.flatMap((window) => {
      const hit = find(window.sample);
      return hit === null ? [] : [{ ...window, place: hit.place, left: filtered(window.sample, hit.rule) }];
    });
    if (call.flags['json']) call.print(JSON.stringify({ windows: windows.length, hits }, null, 2));
    else {
      for (const { sample, seconds, left } of hits.slice(0, MOST_SHOWN)) {
        call.print(
          `${duration(seconds).padStart(10)}  ${named(sample)}  ->  ${left === null ? '(dropped)' : named(left)}`,
        );
      }
      call.print(`${hits.length} of ${windows.length} recent windows match`);
    }
    return EXIT.good;
  },
};

/** The windows of the agent's last hours, and of what waits, the longest first. */
async function recentWindows({ settings, warn }: Call): Promise<{ sample: WindowSample; seconds: number }[]> {
  const recent = await askAgent(settings.dataDir, 'recent', null).catch(() => null);
  if (recent === null) warn('no agent answers: only what waits for the server is tried');
  const spans = recent?.length ? recent : await readPending(filesOf(settings.dataDir).spool);
  const windows = new Map<string, { sample: WindowSample; seconds: number }>();
  for (const { application, title, url, startedAt, endedAt } of spans) {
    const sample = { application, ...(title !== undefined && { title }), ...(url !== undefined && { url }) };
    const known = windows.get(JSON.stringify(sample)) ?? { sample, seconds: 0 };
    windows.set(JSON.stringify(sample), { sample, seconds: known.seconds + (endedAt - startedAt) / 1_000 });
  }
  return [...windows.values()].sort((one, other) => other.seconds - one.seconds);
}

const ownRules = ({ configFile }: Call): Rule[] => loadOwnRules(rulesFileOf(configFile));

function ruleOf({ words, flags }: Call): Rule {
  const { application, title, site, to, titleTo } = flags;
  return readRule({ action: words[0], application, title, site, to, titleTo });
}

function placeIn(given: unknown, most: number): number | undefined {
  if (given === undefined) return undefined;
  const place = typeof given === 'string' && /^\d{1,4}$/.test(given) ? Number(given) : 0;
  if (place < 1 || place > most) throw new WrongUsage(`the place must be a whole number from 1 to ${most}`);
  return place;
}
