/**
 * Builds the packages of the agent into `dist-agent/`: the npm package, a single executable for this Linux machine, and
 * a .deb that holds it. `npm run -s agent-package` runs it. It needs `dpkg-deb` for the last one, and no network.
 *
 * The executable is the Node that runs this script, with the agent inside (Node's single executable applications).
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { inject } from 'postject';
import { bundle, VERSION } from './bundle.mjs';

const agent = join(dirname(fileURLToPath(import.meta.url)), '..');
const root = join(agent, '../..');
const target = process.argv[2] ?? join(root, 'dist-agent');
const NAME = 'timeledger-agent';
/** Node looks for the program under this mark. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
const PROCESSORS = { x64: 'amd64', arm64: 'arm64' };

const run = (program, words, cwd = root) =>
  execFileSync(program, words, { cwd, stdio: ['ignore', 'ignore', 'inherit'] });

/** The package for `npm install --global`. Resolves to its path. */
function npmPackage() {
  run('npm', ['pack', '--loglevel=error', '--pack-destination', target], agent);
  return join(target, `${NAME}-${VERSION}.tgz`);
}

/** The executable that needs no Node. Resolves to its path. */
async function executable() {
  const parts = join(target, 'parts');
  await bundle('cjs', join(parts, 'main.cjs'));
  const [config, blob, file] = ['sea.json', 'sea.blob', NAME].map((name) => join(parts, name));
  const sea = { main: join(parts, 'main.cjs'), output: blob, disableExperimentalSEAWarning: true };
  writeFileSync(config, JSON.stringify(sea));
  run(process.execPath, ['--experimental-sea-config', config]);
  copyFileSync(process.execPath, file);
  chmodSync(file, 0o755);
  await inject(file, 'NODE_SEA_BLOB', readFileSync(blob), { sentinelFuse: FUSE });
  const done = join(target, `${NAME}-${VERSION}-linux-${process.arch}`);
  copyFileSync(file, done);
  rmSync(parts, { recursive: true });
  return done;
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
  const program = await executable();
  console.log(program);
  console.log(debianPackage(program));
} else console.log('The executable and the .deb are built on Linux.');
