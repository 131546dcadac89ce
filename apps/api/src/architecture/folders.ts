import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import ts from 'typescript';

/** A folder with its sources, and the folders that these import. Names are relative to the root. */
export interface Folder {
  readonly name: string;
  readonly sources: readonly string[];
  /** For each imported folder, one file that imports it. */
  readonly imports: ReadonlyMap<string, string>;
}

const isSource = (path: string): boolean => /\.tsx?$/.test(path) && !/\.(spec|contract|e2e-spec|d)\.ts$/.test(path);

/** Every folder with sources below `root`. Tests and their support (`testing/`) do not count. */
export function foldersOf(root: string): Folder[] {
  const paths = readdirSync(root, { recursive: true, encoding: 'utf8' });
  const sources = paths.filter((path) => isSource(path) && !/(^|\/)testing\//.test(path));
  // The index of a lib belongs to no folder: it imports everything, and nothing inside imports it.
  const inside = sources.filter((path) => path !== 'index.ts');
  const names = [...new Set(inside.map((path) => dirname(path)))].sort();
  return names.map((name) => {
    const own = inside.filter((path) => dirname(path) === name);
    return { name, sources: own, imports: importsOf(root, name, own) };
  });
}

function importsOf(root: string, name: string, sources: readonly string[]): Map<string, string> {
  const imports = new Map<string, string>();
  for (const source of sources) {
    const text = readFileSync(join(root, source), 'utf8');
    for (const { fileName } of ts.preProcessFile(text).importedFiles) {
      const folder = relative(root, dirname(join(root, name, fileName))) || '.';
      const isOther = fileName.startsWith('.') && folder !== name && !folder.startsWith('..');
      if (isOther) imports.set(folder, source);
    }
  }
  return imports;
}

/**
 * The circles of folders that import each other, directly or through others. Each is a list of the
 * names on the way.
 */
export function circlesIn(folders: readonly Folder[]): string[] {
  const byName = new Map(folders.map((folder) => [folder.name, folder]));
  const circles: string[] = [];
  const done = new Set<string>();
  const visit = (name: string, way: readonly string[]): void => {
    const at = way.indexOf(name);
    if (at >= 0) circles.push([...way.slice(at), name].join(' -> '));
    if (at >= 0 || done.has(name)) return;
    for (const next of byName.get(name)?.imports.keys() ?? []) visit(next, [...way, name]);
    done.add(name);
  };
  for (const { name } of folders) visit(name, []);
  return circles;
}
