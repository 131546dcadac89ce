import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGES = join(import.meta.dirname, '..');
const files = readdirSync(PAGES, { recursive: true, encoding: 'utf8' });
const contentOf = (file: string): string => readFileSync(join(PAGES, file), 'utf8');

/** The words of all texts between quotes in what draws. */
const words = new Set(
  files
    .filter((file) => /\.tsx?$/.test(file) && !/spec\.ts$|texts\.ts$/.test(file))
    .flatMap((file) => [...contentOf(file).matchAll(/'([^'\n]*)'|"([^"\n]*)"|`([^`\n]*)`/g)])
    .flatMap(([, a, b, c]) => (a ?? b ?? c ?? '').split(/[^\w-]+/)),
);

it.each(files.filter((file) => file.endsWith('.css')))('a page uses each class of %s', (file) => {
  const selectors = [...contentOf(file).matchAll(/([^{}]+)\{/g)].map(([, selector = '']) => selector);
  const classes = selectors.flatMap((selector) =>
    [...selector.matchAll(/\.([a-z][\w-]*)/g)].map(([, name = '']) => name),
  );
  expect([...new Set(classes)].filter((name) => !words.has(name))).toEqual([]);
});
