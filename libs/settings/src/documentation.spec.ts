import { readFileSync } from 'node:fs';
import { settingsOf } from './read-settings.js';
import type { Setting } from './setting.js';
import { SETTINGS } from './settings.js';

const file = (path: string) => readFileSync(new URL(`../../../${path}`, import.meta.url), 'utf8');
const ALL: readonly Setting[] = Object.values(SETTINGS).flatMap(settingsOf);
const byName = new Map(ALL.map((setting) => [setting.name, setting]));

const cellsOf = (row: string) =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

/** The row that documents a setting. */
const rowOf = ({ name, fallback, otherwise = '', usedBy, requiredBy = [], meaning }: Setting) => [
  `\`${name}\``,
  fallback === undefined ? otherwise : `\`${fallback}\``,
  usedBy.map((program) => (requiredBy.includes(program) ? `${program} (required)` : program)).join(', '),
  meaning,
];

/** What .env.example says of a variable: the comment above it, and the value that it shows. */
interface Shown {
  readonly comment: string;
  readonly value: string;
}

function variablesOf(example: string): Map<string, Shown> {
  const variables = new Map<string, Shown>();
  let comment: string[] = [];
  for (const line of example.split('\n')) {
    const [, name, value = ''] = /^(?:# )?([A-Z0-9_]+)=(.*)$/.exec(line) ?? [];
    if (name !== undefined) variables.set(name, { comment: comment.join(' '), value });
    comment = name === undefined && line.startsWith('# ') ? [...comment, line.slice(2)] : [];
  }
  return variables;
}

describe('the documentation of the settings', () => {
  it('is a table in docs/operations.md with a row for each of them', () => {
    const [, section = ''] = file('docs/operations.md').split(/^## Settings$/m);
    const rows = section
      .split(/^## /m)[0]
      ?.split('\n')
      .filter((line) => line.startsWith('| `'));
    expect(rows?.map(cellsOf)).toEqual(ALL.map(rowOf));
  });

  it('is in .env.example with the same words and the same default', () => {
    const shown = [...variablesOf(file('.env.example'))].filter(([name]) => byName.has(name));
    const expected = shown.map(([name]) => {
      const { meaning, fallback, example = '', requiredBy, isSecret } = byName.get(name) as Setting;
      const value = isSecret || requiredBy?.length ? '' : (fallback ?? example);
      return [name, { comment: meaning.replaceAll('`', ''), value }];
    });
    expect(shown).toEqual(expected);
  });

  it('leaves out of .env.example only what docker-compose.yml decides itself', () => {
    const shown = variablesOf(file('.env.example'));
    const missing = ALL.map(({ name }) => name).filter((name) => !shown.has(name));
    const stores = ['EVENTSTORE_URL', 'CLICKHOUSE_URL', 'CLICKHOUSE_CLUSTER', 'EMBEDDED_EVENTSTORE_PORT'];
    expect(missing).toEqual(['HOST', 'PORT', 'DATA_DIR', ...stores]);
  });
});

describe('docker-compose.yml', () => {
  /** What an installation on servers does not use, and what it decides itself. */
  const NOT_HANDED_ON = ['CLICKHOUSE_CLUSTER', 'EMBEDDED_EVENTSTORE_PORT'];

  it('hands every other setting to the API', () => {
    const missing = ALL.filter(({ usedBy }) => usedBy.includes('api'))
      .map(({ name }) => name)
      .filter((name) => !new RegExp(`^ +${name}:`, 'm').test(file('docker-compose.yml')));
    expect(missing).toEqual(NOT_HANDED_ON);
  });
});
