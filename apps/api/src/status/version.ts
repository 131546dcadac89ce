import { existsSync, readFileSync } from 'node:fs';

/** The version in package.json, from the sources and from dist/. */
export const VERSION = readVersion();

function readVersion(): string {
  const candidates = ['../../../../package.json', '../../../../../package.json'];
  const found = candidates.map((path) => new URL(path, import.meta.url)).find((url) => existsSync(url));
  if (!found) throw new Error('package.json is missing beside the program');
  return (JSON.parse(readFileSync(found, 'utf8')) as { version: string }).version;
}
