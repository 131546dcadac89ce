import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const DIST = join(process.cwd(), 'dist');
const MAIN_FILES = [
  'apps/api/src/main.js',
  'apps/admin/src/main.js',
  'apps/projector/src/main.js',
  'libs/esdb-node/src/main.js',
  'libs/esdb-node/src/worker.js',
];

/** Every file that a start reads: what a file imports at once, and what these import. */
function readAtStart(path: string, seen = new Set<string>()): Set<string> {
  if (seen.has(path)) return seen;
  seen.add(path);
  const text = readFileSync(path, 'utf8');
  for (const [, file] of text.matchAll(/^import\b(?:[^;(]*?\bfrom)?\s*["'](\.[^"']+)["'];/gm)) {
    readAtStart(join(dirname(path), file as string), seen);
  }
  return seen;
}

describe('the bundle of a program', () => {
  it.each(MAIN_FILES)('%s reads few files at its start, and only bundles', (main) => {
    const [, ...files] = [...readAtStart(join(DIST, main))];
    expect(files.length).toBeGreaterThan(0);
    expect(files.length).toBeLessThan(40);
    expect(files.filter((file) => !relative(DIST, file).startsWith('programs/'))).toEqual([]);
  });

  it('leaves what most servers never use in files of its own', () => {
    const files = [...readAtStart(join(DIST, 'apps/api/src/main.js'))].map((file) => relative(DIST, file));
    const own = readdirSync(join(DIST, 'programs')).filter((file) => /^nodemailer-.*\.js$/.test(file));
    expect(own).toHaveLength(1);
    expect(files).not.toContain(`programs/${own[0]}`);
  });

  it('has one byte for each letter, because a program keeps its text in memory', () => {
    const bundles = readdirSync(join(DIST, 'programs')).filter((file) => file.endsWith('.js'));
    const odd = bundles.filter((file) => readFileSync(join(DIST, 'programs', file)).some((byte) => byte > 0x7f));
    expect(bundles.length).toBeGreaterThan(5);
    expect(odd).toEqual([]);
  });

  it('tells lines of our sources, and none of packages', () => {
    const maps = readdirSync(join(DIST, 'programs')).filter((file) => file.endsWith('.map'));
    const sources = maps.flatMap(
      (file) => (JSON.parse(readFileSync(join(DIST, 'programs', file), 'utf8')) as { sources: string[] }).sources,
    );
    expect(sources.some((source) => source.endsWith('apps/api/src/create-app.ts'))).toBe(true);
    expect(sources.filter((source) => source.includes('node_modules'))).toEqual([]);
  });
});
