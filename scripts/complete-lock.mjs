/**
 * Writes the entries into package-lock.json that `npm install` left out: the binaries of other platforms.
 *
 * A package such as `chdb` names one binary package for each platform as an optional dependency. `npm install` drops
 * those that the registry of this machine does not hold. `npm ci` then refuses the lock. Run it as `npm run lock`
 * after each `npm install`. It needs no network: the name of a binary package says its platform.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const SYSTEMS = new Set(['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'sunos', 'win32']);
const PROCESSORS = new Set(['arm', 'arm64', 'ia32', 'loong64', 'ppc64', 'riscv64', 's390x', 'wasm32', 'x64']);
const C_LIBRARIES = new Map([
  ['gnu', 'glibc'],
  ['musl', 'musl'],
]);
const EXACT_VERSION = /^\d+\.\d+\.\d+(-[\w.-]+)?$/;

/** The place where `node` finds `name` from the package at `path`, or undefined: nearest folder first, as Node looks. */
function placeOf(packages, path, name) {
  for (let folder = path; ;) {
    const place = `${folder === '' ? '' : `${folder}/`}node_modules/${name}`;
    if (packages[place] !== undefined) return place;
    if (folder === '') return undefined;
    folder = folder.slice(0, Math.max(0, folder.lastIndexOf('/node_modules/')));
  }
}

/**
 * Finds the optional dependencies that a lock names and does not hold.
 *
 * @param lock the parsed package-lock.json (version 3).
 * @returns `{ name, version, neededBy }` of each, in the order of the lock; `version` as the package that needs it wrote it.
 */
export function missingOptionalPackages(lock) {
  return Object.entries(lock.packages).flatMap(([path, { optionalDependencies = {} }]) =>
    Object.entries(optionalDependencies)
      .filter(([name]) => placeOf(lock.packages, path, name) === undefined)
      .map(([name, version]) => ({ name, version, neededBy: path.replace(/^.*node_modules\//, '') || 'package.json' })),
  );
}

/**
 * Makes the lock entry of a binary package from its name, as in `@chdb/lib-linux-arm64-gnu`.
 *
 * The entry has no hash: npm checks none for it. Only platforms on which nobody ran `npm install` have such entries.
 *
 * @throws Error when the version is a range, or when the name says no system and no processor.
 */
export function entryOf({ name, version, neededBy }, license) {
  const words = name.split(/[-/]/);
  const os = words.filter((word) => SYSTEMS.has(word));
  const cpu = words.filter((word) => PROCESSORS.has(word));
  const libc = words.flatMap((word) => C_LIBRARIES.get(word) ?? []);
  if (!EXACT_VERSION.test(version) || os.length !== 1 || cpu.length !== 1)
    throw new Error(
      `${name}@${version} (of ${neededBy}) does not say its platform: run \`npm install\` where it is published.`,
    );
  return { version, cpu, ...(libc.length > 0 && { libc }), ...(license && { license }), optional: true, os };
}

/** Adds the missing entries to `lock`, and keeps npm's order of entries. Returns the names that it added. */
export function completeLock(lock) {
  const missing = missingOptionalPackages(lock);
  for (const needed of missing) {
    const license = lock.packages[`node_modules/${needed.neededBy}`]?.license;
    lock.packages[`node_modules/${needed.name}`] = entryOf(needed, license);
  }
  const byPath = ([a], [b]) => a.localeCompare(b, 'en');
  lock.packages = Object.fromEntries(Object.entries(lock.packages).sort(byPath));
  return missing.map(({ name }) => name);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const file = join(import.meta.dirname, '..', 'package-lock.json');
  const lock = JSON.parse(readFileSync(file, 'utf8'));
  const added = completeLock(lock);
  if (added.length > 0) writeFileSync(file, `${JSON.stringify(lock, null, 2)}\n`);
  console.log(added.length > 0 ? `Added to package-lock.json: ${added.join(', ')}` : 'package-lock.json is complete.');
}
