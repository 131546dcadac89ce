/**
 * Makes a single executable: a Node with the agent inside (Node's single executable applications). On Windows and macOS
 * its native modules lie beside it, because they cannot be inside.
 */
import { execFileSync } from 'node:child_process';
import { chmodSync, copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { inject } from 'postject';
import { bundle } from './bundle.mjs';

const NAME = 'timeledger-agent';
/** Node looks for the program under this mark. */
const FUSE = 'NODE_SEA_FUSE_fce680ab2cc467b6e072b8b5df1996b2';
/** What `node-window-manager` loads, beside itself. */
const WINDOW_MODULES = ['node-window-manager', 'extract-file-icon', 'node-gyp-build'];
/** Of a package with a native part only what runs is needed: no sources, no objects of the compiler. */
const BUILT = `build${sep}Release${sep}`;

const run = (program, words) => execFileSync(program, words, { stdio: ['ignore', 'ignore', 'inherit'] });

/**
 * Writes the executable into a folder. `node` is the Node that goes into it, of the same version as the running one. Its
 * `platform` may be another one. Resolves to the path of the executable.
 */
export async function executable(folder, { node = process.execPath, platform = process.platform } = {}) {
  const parts = join(folder, 'parts');
  mkdirSync(parts, { recursive: true });
  await bundle('cjs', join(parts, 'main.cjs'));
  const [config, blob] = [join(parts, 'sea.json'), join(parts, 'sea.blob')];
  const sea = { main: join(parts, 'main.cjs'), output: blob, disableExperimentalSEAWarning: true };
  writeFileSync(config, JSON.stringify(sea));
  run(process.execPath, ['--experimental-sea-config', config]);
  const file = join(folder, platform === 'win32' ? `${NAME}.exe` : NAME);
  copyFileSync(node, file);
  chmodSync(file, 0o755);
  // macOS runs no program whose signature does not fit. `-`: a signature for this machine.
  if (platform === 'darwin') run('codesign', ['--remove-signature', file]);
  const segment = platform === 'darwin' ? { machoSegmentName: 'NODE_SEA' } : {};
  await inject(file, 'NODE_SEA_BLOB', readFileSync(blob), { sentinelFuse: FUSE, ...segment });
  if (platform === 'darwin') run('codesign', ['--sign', '-', file]);
  rmSync(parts, { recursive: true });
  return file;
}

/** Copies the native modules of Windows or macOS beside the executable. Throws when one is not installed. */
export function copyNativeModules(from, folder, { platform = process.platform, arch = process.arch } = {}) {
  for (const name of [...WINDOW_MODULES, `@koromix/koffi-${platform}-${arch}`]) {
    const source = join(from, name);
    if (!existsSync(source)) throw new Error(`${name} is not installed. It needs a compiler: then run npm ci again.`);
    cpSync(source, join(folder, 'node_modules', name), { recursive: true, filter: (path) => isNeeded(path, source) });
  }
}

function isNeeded(path, source) {
  const place = path.slice(source.length + 1);
  if (/^(lib|src|docs)(?:$|[\\/])/.test(place)) return false;
  const isBuilt = place.startsWith(`build${sep}`) && !BUILT.startsWith(`${place}${sep}`);
  return !isBuilt || (place.startsWith(BUILT) && place.endsWith('.node'));
}
