/**
 * Builds the packages of the agent for this machine into `dist-agent/`: the npm package and an executable with Node inside.
 * On Linux it also makes a .deb that holds it. On Windows and macOS the executable lies in a folder with its native modules.
 * `npm run -s agent-package` runs it. It needs `dpkg-deb` for the .deb, `codesign` on macOS, and no network.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { VERSION } from './bundle.mjs';
import { copyNativeModules, executable } from './executable.mjs';

const agent = join(dirname(fileURLToPath(import.meta.url)), '..');
const root = join(agent, '../..');
const target = process.argv[2] ?? join(root, 'dist-agent');
const NAME = 'timeledger-agent';
const PROCESSORS = { x64: 'amd64', arm64: 'arm64' };

const run = (program, words, cwd = root) =>
  execFileSync(program, words, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

/** The package for `npm install --global`. Resolves to its path. */
function npmPackage() {
  const words = ['pack', '--loglevel=error', '--pack-destination', target];
  // On Windows npm is a script that only a shell runs. `npm run` names the program of npm, which Node runs everywhere.
  const npm = process.env.npm_execpath;
  if (npm?.endsWith('.js')) run(process.execPath, [npm, ...words], agent);
  else run('npm', words, agent);
  return join(target, `${NAME}-${VERSION}.tgz`);
}

/** The executable that needs no Node. Resolves to the path of one file. */
async function singleFile() {
  const done = join(target, `${NAME}-${VERSION}-${process.platform}-${process.arch}`);
  renameSync(await executable(target), done);
  return done;
}

/** The executable with its native modules beside it. Resolves to the path of the folder. */
async function folderWithModules() {
  const folder = join(target, `${NAME}-${VERSION}-${process.platform}-${process.arch}`);
  copyNativeModules(join(root, 'node_modules'), folder);
  await executable(folder);
  for (const name of ['LICENSE', 'apps/agent/README.md']) copyFileSync(join(root, name), join(folder, basename(name)));
  return folder;
}

/** The package for Debian and Ubuntu. It depends on no `nodejs`. */
function debianPackage(program) {
  const processor = PROCESSORS[process.arch];
  if (processor === undefined) throw new Error(`no .deb for ${process.arch}`);
  const tree = join(target, 'deb');
  const documents = join(tree, 'usr/share/doc', NAME);
  for (const folder of [join(tree, 'DEBIAN'), join(tree, 'usr/bin'), documents]) mkdirSync(folder, { recursive: true });
  copyFileSync(program, join(tree, 'usr/bin', NAME));
  copyFileSync(join(root, 'LICENSE'), join(documents, 'copyright'));
  copyFileSync(join(agent, 'README.md'), join(documents, 'README.md'));
  const control = [
    `Package: ${NAME}`,
    `Version: ${VERSION}`,
    `Architecture: ${processor}`,
    'Maintainer: Timeledger contributors <noreply@example.org>',
    'Section: utils',
    'Priority: optional',
    'Depends: libc6 (>= 2.28), libstdc++6, libgcc-s1',
    'Description: records which window has the focus',
    ' It sends application, title and time to your own Timeledger server.',
    '',
  ];
  writeFileSync(join(tree, 'DEBIAN/control'), control.join('\n'));
  const file = join(target, `${NAME}_${VERSION}_${processor}.deb`);
  // gzip: the default of Debian 12 takes a minute for a Node of 99 MB.
  run('dpkg-deb', ['--root-owner-group', '-Zgzip', '--build', tree, file]);
  rmSync(tree, { recursive: true });
  return file;
}

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
console.log(npmPackage());
if (process.platform === 'linux') {
  const program = await singleFile();
  console.log(program);
  console.log(debianPackage(program));
} else console.log(await folderWithModules());
