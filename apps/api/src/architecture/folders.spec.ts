import { fileURLToPath } from 'node:url';
import { circlesIn, type Folder, foldersOf } from './folders.js';

const MOST_SOURCES = 15;
/** Places whose folders are layers. A lib joins them when its last circle is gone. */
const LAYERED = [
  'apps/api/src',
  'libs/domain/src',
  'libs/event-store/src',
  'libs/projector/src',
  'libs/read-models/src',
  'libs/settings/src',
];
const PLACES = [...LAYERED, 'libs/esdb-node/src'];

const foldersAt = (place: string): Folder[] =>
  foldersOf(fileURLToPath(new URL(`../../../../${place}`, import.meta.url)));

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
  it.each(LAYERED)('of %s never import each other, directly or through others', (place) => {
    const folders = foldersAt(place);
    expect(folders.length).toBeGreaterThan(0);
    expect(circlesIn(folders)).toEqual([]);
  });

  it.each(PLACES)(`of %s hold ${MOST_SOURCES} sources at most in one level`, (place) => {
    const crowded = foldersAt(place).filter(({ sources }) => sources.length > MOST_SOURCES);
    expect(crowded.map(({ name, sources }) => `${name}: ${sources.length}`)).toEqual([]);
  });
});
