import { DEFAULT_RULES } from './default-rules.js';
import { readRule, readRules } from './read-rules.js';
import { filterOf, type Rule } from './rule.js';
import { RulesInForce } from './rules-in-force.js';

const EDITOR = { application: 'Editor', title: 'secret plan.txt' };
const BANK = { application: 'Chromium', title: 'Accounts', url: 'https://www.bank.example/accounts' };

describe('a rule', () => {
  it.each<[Rule, object, object | null]>([
    [{ action: 'drop', application: 'editor' }, EDITOR, null],
    [{ action: 'drop', application: 'edit' }, EDITOR, EDITOR],
    [{ action: 'drop', application: 'edit*' }, EDITOR, null],
    [{ action: 'drop', application: 'e?itor' }, EDITOR, null],
    [{ action: 'redact', title: '*SECRET*' }, EDITOR, { application: 'Editor' }],
    [{ action: 'redact', title: '*' }, { application: 'Editor' }, { application: 'Editor' }],
    [{ action: 'rename', application: 'editor', to: 'Work' }, EDITOR, { ...EDITOR, application: 'Work' }],
    [{ action: 'rename', title: '*plan*', titleTo: 'plan' }, EDITOR, { ...EDITOR, title: 'plan' }],
    [{ action: 'drop', application: 'editor', title: '*other*' }, EDITOR, EDITOR],
    [{ action: 'drop', site: 'bank.example' }, BANK, null],
    [{ action: 'drop', site: 'www.bank.example' }, BANK, null],
    [{ action: 'drop', site: 'ank.example' }, BANK, BANK],
    [{ action: 'drop', site: '*bank*' }, BANK, null],
    [{ action: 'drop', site: '*accounts*' }, BANK, BANK],
    [{ action: 'redact', site: 'bank.example' }, BANK, { application: 'Chromium' }],
    [{ action: 'drop', site: 'bank.example' }, EDITOR, EDITOR],
    [
      { action: 'drop', title: 'a.c' },
      { application: 'x', title: 'abc' },
      { application: 'x', title: 'abc' },
    ],
  ])('%j makes of %j: %j', (rule, sample, left) => {
    expect(filterOf([readRule(rule)])(sample as typeof EDITOR)).toEqual(left);
  });

  it('decides when it is the first that matches', () => {
    const rules: Rule[] = [
      { action: 'keep', application: 'editor', title: '*plan*' },
      { action: 'drop', application: 'editor' },
    ];
    expect(filterOf(rules)(EDITOR)).toEqual(EDITOR);
    expect(filterOf(rules)({ application: 'Editor', title: 'diary' })).toBeNull();
    expect(filterOf([...rules].reverse())(EDITOR)).toBeNull();
  });

  it('decides for each application alone, also when many came before it', () => {
    const filter = filterOf([
      { action: 'drop', application: 'secret*' },
      { action: 'redact', title: '*plan*' },
    ]);
    for (let round = 0; round < 2; round++)
      for (let number = 0; number < 120; number++) {
        expect(filter({ application: `Secret ${number}`, title: 'x' })).toBeNull();
        expect(filter({ application: `Open ${number}`, title: 'x' })).toEqual({
          application: `Open ${number}`,
          title: 'x',
        });
        expect(filter({ application: `Open ${number}`, title: 'a plan' })).toEqual({ application: `Open ${number}` });
      }
  });

  it('takes a step for each character, whatever its pattern', () => {
    const filter = filterOf([{ action: 'drop', title: '*a'.repeat(120) }]);
    const startMs = performance.now();
    for (let round = 0; round < 100; round++) filter({ application: 'x', title: `${'a'.repeat(1_000)}b`.repeat(1) });
    expect(performance.now() - startMs).toBeLessThan(2_000);
  });
});

describe('the default rules', () => {
  const filter = filterOf(DEFAULT_RULES);

  it.each([
    ['KeePassXC', 'db.kdbx', null],
    ['1Password', 'Login', null],
    ['Bitwarden', '', null],
    ['org.gnome.seahorse.Application', 'Keys', null],
    ['XTerm', 'mysql -p secret', 'redacted'],
    ['Gnome-terminal', 'me@host: ~', 'redacted'],
    ['org.gnome.Terminal', 'me@host: ~', 'redacted'],
    ['Alacritty', 'vim', 'redacted'],
    ['WindowsTerminal', 'ssh host', 'redacted'],
    ['firefox', 'Online Banking — Mozilla Firefox', 'redacted'],
    ['firefox', 'Kontoauszug - Sparkasse — Mozilla Firefox', 'redacted'],
    ['firefox', 'Blood donors — Mozilla Firefox', 'kept'],
    ['Editor', 'ribbon.txt', 'kept'],
    ['code', 'keepass.ts', 'kept'],
  ])('%s "%s": %s', (application, title, result) => {
    const left = filter({ application, title });
    expect(left === null ? null : left.title === undefined ? 'redacted' : 'kept').toBe(result);
  });

  it('are all good rules', () => {
    expect(readRules(JSON.stringify(DEFAULT_RULES))).toEqual(DEFAULT_RULES);
  });
});

describe('a wrong rule', () => {
  it.each([
    [null, 'a rule is an object'],
    [[], 'a rule is an object'],
    [{ action: 'drop', app: 'x' }, 'a rule has no field app'],
    [{ application: 'x' }, 'the action must be keep, drop, redact, rename'],
    [{ action: 'drop' }, 'a rule needs --application, --title or --site'],
    [{ action: 'drop', title: '  ' }, 'title must be a text that is not empty'],
    [{ action: 'drop', title: 5 }, 'title must be a text that is not empty'],
    [{ action: 'drop', title: 'x'.repeat(256) }, 'title has more than 255 characters'],
    [{ action: 'drop', title: 'a\u001b[2J' }, 'title must be one line without control characters'],
    [{ action: 'rename', title: 'a' }, 'rename needs --to or --title-to'],
    [{ action: 'drop', title: 'a', to: 'b' }, '--to and --title-to belong to rename'],
  ])('%j: %s', (rule, problem) => {
    expect(() => readRule(rule)).toThrow(problem);
    expect(() => readRules(JSON.stringify([{ action: 'drop', title: 'x' }, rule]))).toThrow(`rule 2: ${problem}`);
  });

  it.each([
    ['{', 'this is not JSON'],
    ['{}', 'the file must hold a list of rules'],
    [JSON.stringify(Array(1_001).fill({ action: 'drop', title: 'x' })), 'more than 1000 rules'],
  ])('in a file: %.20s', (text, problem) => {
    expect(() => readRules(text)).toThrow(problem);
  });
});

describe('rules in force', () => {
  const all = filterOf([]);
  const none = filterOf([{ action: 'drop', title: '*' }]);
  const span = (startedAt: number) => ({ ...EDITOR, startedAt });

  it('filter a span by the rules of its start, also after the clock was corrected', () => {
    const rules = new RulesInForce(all);
    rules.change(none, 1_000);
    expect([rules.apply(span(999)), rules.apply(span(1_000))]).toEqual([span(999), null]);
    rules.shifted(500);
    expect([rules.apply(span(1_499)), rules.apply(span(1_500))]).toEqual([span(1_499), null]);
    rules.change(all, 2_000);
    expect([rules.apply(span(1_999)), rules.apply(span(2_000))]).toEqual([null, span(2_000)]);
    expect(rules.now(EDITOR)).toEqual(EDITOR);
  });

  it('keep their order when the clock goes back, and stay few', () => {
    const rules = new RulesInForce(all);
    for (let at = 1; at <= 100; at++) rules.change(at % 2 === 0 ? all : none, at);
    rules.change(none, 50);
    expect([rules.apply(span(10)), rules.apply(span(50)), rules.apply(span(99))]).toEqual([null, null, null]);
  });
});
