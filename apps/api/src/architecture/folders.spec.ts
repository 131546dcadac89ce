import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { circlesIn, type Folder, foldersOf } from './folders.js';

const MOST_SOURCES = 15;
const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));

/** The sources of each program, lib, package and tool. */
const PLACES = ['apps', 'libs', 'packages', 'tools'].flatMap((kind) =>
  readdirSync(join(ROOT, kind))
    .map((name) => join(kind, name, 'src'))
    .filter((place) => existsSync(join(ROOT, place))),
);

const foldersAt = (place: string): Folder[] => foldersOf(join(ROOT, place));

const folder = (name: string, ...imports: string[]): Folder => ({
  name,
  sources: [],
  imports: new Map(imports.map((imported) => [imported, 'a.ts'])),
});

describe('a circle of folders', () => {
  it.each([
    ['two folders', [folder('a', 'b'), folder('b', 'a')], ['a -> b -> a']],
    ['three folders', [folder('a', 'b'), folder('b', 'c'), folder('c', 'b')], ['b -> c -> b']],
    ['layers', [folder('a', 'b', 'c'), folder('b', 'c'), folder('c')], []],
  ])('is found in %s', (_title, folders, circles) => {
    expect(circlesIn(folders)).toEqual(circles);
  });
});

describe('folders', () => {
  it.each(PLACES)('of %s never import each other, directly or through others', (place) => {
    const folders = foldersAt(place);
    expect(folders.length).toBeGreaterThan(0);
    expect(circlesIn(folders)).toEqual([]);
  });

  it.each(PLACES)(`of %s hold ${MOST_SOURCES} sources at most in one level`, (place) => {
    const crowded = foldersAt(place).filter(({ sources }) => sources.length > MOST_SOURCES);
    expect(crowded.map(({ name, sources }) => `${name}: ${sources.length}`)).toEqual([]);
  });
});
