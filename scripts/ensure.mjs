/**
 * Brings a checkout up to date before a command runs: installs when package-lock.json changed, builds when a source
 * changed. Needs nothing but Node, so it works on a fresh clone. Prints only when it does something.
 *
 * `dist/` holds the programs and nothing else, those of the server as bundles. `node scripts/ensure.mjs tools` builds `dist-tools/` too: the programs
 * again, the benchmarks, and the test support that tests and benchmarks start as processes. With `extension` it builds
 * the browser extension into `dist-extension/`.
 */
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, gzipSync } from 'node:zlib';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const BUILD_SETTINGS = ['.swcrc', 'package-lock.json', 'scripts/bundle-programs.mjs', 'scripts/ensure.mjs'];

const [major, minor] = process.versions.node.split('.').map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Timeledger needs Node 20.19 or newer; this is ${process.version}.`);
  process.exit(1);
}

function* sourcesUnder(folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) yield* sourcesUnder(path);
    else yield path;
  }
}

function fingerprint(paths) {
  const hash = createHash('sha256');
  for (const path of [...paths].sort())
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(root, path)));
  return hash.digest('hex');
}

/** Runs `work` unless the stamp file already holds the fingerprint of `paths`. */
function whenChanged(stamp, paths, work) {
  const current = fingerprint(paths);
  const file = join(root, stamp);
  if (existsSync(file) && readFileSync(file, 'utf8') === current) return;
  work();
  writeFileSync(file, current);
}

function run(title, command, args) {
  const startedAt = Date.now();
  console.error(`${title} ...`);
  const result = spawnSync(command, args, {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
    // On Windows npm is a script. Node itself must go without a shell: its path may have blanks.
    shell: process.platform === 'win32' && command === 'npm',
  });
  if (result.status !== 0) {
    console.error(result.stdout, result.stderr, result.error ?? '');
    console.error(`${title} failed.`);
    process.exit(1);
  }
  console.error(`${title} done in ${((Date.now() - startedAt) / 1000).toFixed(1)} s`);
}

/**
 * Whether node_modules already holds what the lock names, as after `npm install <package>`: `npm ci` would begin from
 * nothing. npm writes the second file when it has finished. An optional package may be absent: it is for another platform.
 */
function isInstalled() {
  const installedLock = join(root, 'node_modules/.package-lock.json');
  if (!existsSync(installedLock)) return false;
  const packagesOf = (file) => JSON.parse(readFileSync(file, 'utf8')).packages;
  const [wanted, installed] = [packagesOf(join(root, 'package-lock.json')), packagesOf(installedLock)];
  const isThere = ([path, { version, optional }]) =>
    path in installed ? installed[path].version === version : optional === true;
  return (
    Object.entries(wanted)
      .filter(([path]) => path.startsWith('node_modules/'))
      .every(isThere) && Object.keys(installed).every((path) => path in wanted)
  );
}

// `npm ci` installs exactly what the lock says, or fails and says why (docs/adr/0009). No package needs its install
// script on Linux: every binary comes prebuilt inside an npm package. So no script may run there.
const installArguments = ['ci', '--prefer-offline', '--no-audit', '--no-fund', '--loglevel=error'];
if (process.platform === 'linux') installArguments.push('--ignore-scripts');
whenChanged('node_modules/.installed-lock', ['package-lock.json'], () => {
  if (!isInstalled()) run('Installing dependencies', 'npm', installArguments);
});

/**
 * Compiles the sources under `folders` into `target`, without the files that match a pattern of `ignored`. `finish`
 * runs after that.
 */
function build(target, folders, ignored, finish = () => undefined) {
  const sources = [...folders.flatMap((folder) => [...sourcesUnder(folder)]), ...BUILD_SETTINGS];
  whenChanged(`${target}/.built-from`, sources, () => {
    rmSync(join(root, target), { recursive: true, force: true });
    const swc = join(root, 'node_modules/@swc/cli/bin/swc.js');
    const options = ['-d', target, '--copy-files', '--ignore', ignored.join(',')];
    run(`Building ${target}`, process.execPath, [swc, ...folders, ...options]);
    finish();
  });
}

/** Builds the web application into `dist-web/`: hashed files, each beside its compressed forms. */
function buildWeb() {
  const sources = ['apps/web', 'packages/client/src', 'libs/domain/src'].flatMap((folder) => [...sourcesUnder(folder)]);
  whenChanged('dist-web/.built-from', [...sources, ...BUILD_SETTINGS], () => {
    const vite = join(root, 'node_modules/vite/bin/vite.js');
    run('Building dist-web', process.execPath, [vite, 'build', '--config', 'apps/web/vite.config.mts']);
    const assets = join(root, 'dist-web/assets');
    for (const name of readdirSync(assets)) {
      const bytes = readFileSync(join(assets, name));
      writeFileSync(join(assets, `${name}.gz`), gzipSync(bytes, { level: 9 }));
      writeFileSync(join(assets, `${name}.br`), brotliCompressSync(bytes));
    }
  });
}

/** Builds the browser extension into `dist-extension/`. */
function buildExtension() {
  const folders = ['apps/browser-extension', 'apps/web/src/design', 'packages/client/src'];
  const sources = folders.flatMap((folder) => [...sourcesUnder(folder)]);
  whenChanged('dist-extension/.built-from', [...sources, 'package.json', ...BUILD_SETTINGS], () =>
    run('Building dist-extension', process.execPath, ['apps/browser-extension/build.mjs']),
  );
}

/** Builds packages. It is no part of a program. */
const PACKAGING = ['apps/agent/packaging/**', 'apps/agent/build/**'];
const TESTS = ['**/*.spec.ts', '**/*.e2e-spec.ts', '**/*.contract.ts', '**/__snapshots__/**', '**/*.md'];
/** Runs in browsers, so another tool builds it (below). */
const WEB = ['apps/web/**', 'apps/browser-extension/**'];
const TEST_SUPPORT = ['**/testing/**', 'libs/*/test/**'];
build('dist', ['apps', 'libs', 'packages'], [...TESTS, ...TEST_SUPPORT, ...PACKAGING, ...WEB], () =>
  run('Bundling dist/programs', process.execPath, ['scripts/bundle-programs.mjs']),
);
if (process.argv.includes('tools'))
  build('dist-tools', ['apps', 'libs', 'packages', 'tools'], [...TESTS, ...PACKAGING, ...WEB]);
buildWeb();
if (process.argv.includes('extension')) buildExtension();
