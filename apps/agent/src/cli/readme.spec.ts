import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { COMMANDS } from './commands.js';

it('the README lists the commands of the program, in its order', () => {
  const readme = readFileSync(join(process.cwd(), 'apps/agent/README.md'), 'utf8');
  const table = readme.slice(readme.indexOf('## Commands'), readme.indexOf('Exit codes'));
  const listed = [...table.matchAll(/^\| `([^`[]+?)(?: \[[^`]*)?` /gm)].map(([, name]) => name);
  expect(listed).toEqual(COMMANDS.map(({ name }) => name));
});
