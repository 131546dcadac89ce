import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CATALOGUE, type StreamCategory } from '@app/domain';
import { foldersOf } from './folders.js';

/** What docs/architecture.md says, compared with the code. */

const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
const DOCUMENT = readFileSync(join(ROOT, 'docs/architecture.md'), 'utf8');

const CODE = /`([^`]+)`/g;
const codeIn = (cell: string): string[] => [...cell.matchAll(CODE)].map(([, text = '']) => text);

/** The rows of the table of streams: the categories of each, and the events that it names. */
const streams = [...DOCUMENT.matchAll(/^\| (`.*?) \|(.*?)\|.*\|$/gm)].map(([, names = '', events = '']) => ({
  categories: codeIn(names).map((name) => name.replace(/-(<.*)?$/, '')),
  events: codeIn(events),
}));

describe('the table of streams', () => {
  it('has each category of the log once', () => {
    expect(streams.flatMap(({ categories }) => categories).sort()).toEqual(Object.keys(CATALOGUE).sort());
  });

  it.each(streams)('names events of $categories only', ({ categories, events }) => {
    const known = categories.flatMap((category) => Object.keys(CATALOGUE[category as StreamCategory].events));
    expect(events.length).toBeGreaterThan(0);
    expect(known).toEqual(expect.arrayContaining(events));
  });
});

describe('the list of layers of the API', () => {
  const rooms = foldersOf(join(ROOT, 'apps/api/src'));
  const roomOf = (folder: string): string => folder.split('/')[0] ?? folder;
  const section = DOCUMENT.split('**The API**')[1] ?? '';
  const layers = [...section.matchAll(/^ {4}([a-z]+) {2,}\S.*$/gm)].map(([, name = '']) => name);
  const known = new Set(rooms.map(({ name }) => roomOf(name)));

  it('names folders that exist', () => {
    expect(layers.length).toBeGreaterThan(5);
    expect(layers.filter((layer) => !known.has(layer))).toEqual([]);
  });

  it.each(layers)('has all that %s imports above it', (layer) => {
    const above = layers.slice(0, layers.indexOf(layer) + 1);
    const imported = rooms
      .filter(({ name }) => roomOf(name) === layer)
      .flatMap(({ imports }) => [...imports.keys()].map(roomOf));
    expect(imported.filter((name) => !above.includes(name))).toEqual([]);
  });
});
