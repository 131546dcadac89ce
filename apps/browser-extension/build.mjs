/**
 * Builds the extension into `dist-extension/`: a folder for each family of browsers, to load unpacked, and
 * `timeledger-chromium.zip` and `timeledger-firefox.zip` for the stores. The same sources make the same bytes.
 */
import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { manifestFor } from './manifest.mjs';
import { zipOf } from './zip.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const target = join(root, 'dist-extension');
const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));

function* filesUnder(folder, prefix = '') {
  const entries = readdirSync(join(folder, prefix), { withFileTypes: true });
  for (const { name, ...entry } of entries.map((one) => ({ name: one.name, isFolder: one.isDirectory() })))
    if (entry.isFolder) yield* filesUnder(folder, `${prefix}${name}/`);
    else yield `${prefix}${name}`;
}

rmSync(target, { recursive: true, force: true });
await build({ configFile: join(root, 'apps/browser-extension/vite.config.mts'), logLevel: 'warn' });
for (const family of ['chromium', 'firefox']) {
  const folder = join(target, family);
  cpSync(join(target, 'built'), folder, { recursive: true });
  writeFileSync(join(folder, 'manifest.json'), `${JSON.stringify(manifestFor(family, version), null, 2)}\n`);
  cpSync(join(root, 'LICENSE'), join(folder, 'LICENSE'));
  const files = [...filesUnder(folder)].sort().map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
  writeFileSync(join(target, `timeledger-${family}.zip`), zipOf(files));
}
rmSync(join(target, 'built'), { recursive: true });
