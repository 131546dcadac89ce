/**
 * Bundles the agent into one file. `npm pack` runs it for `build/main.js`, an ES module. Another file may be named.
 * The single executable needs CommonJS: `bundle('cjs', file)`.
 */
import { readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';

const agent = join(dirname(fileURLToPath(import.meta.url)), '..');
const libs = join(agent, '../..');

/** The version of the agent, as in its package.json. */
export const VERSION = JSON.parse(readFileSync(join(agent, 'package.json'), 'utf8')).version;

/** The extension for GNOME Shell, by the names of its files. The program writes them where it is installed. */
const GNOME_EXTENSION = Object.fromEntries(
  ['window-watch.js', 'entry-module.js', 'entry-script.js'].map((name) => [
    name,
    readFileSync(join(agent, 'gnome-extension', name), 'utf8'),
  ]),
);

/** Writes the agent and all that it imports into one file. `format` is `es` or `cjs`. */
export async function bundle(format, file) {
  await build({
    configFile: false,
    root: agent,
    logLevel: 'warn',
    define: { AGENT_VERSION: JSON.stringify(VERSION), GNOME_EXTENSION: JSON.stringify(GNOME_EXTENSION) },
    resolve: {
      alias: {
        '@app/client': join(libs, 'packages/client/src/index.ts'),
        '@app/domain': join(libs, 'libs/domain/src/index.ts'),
        // Node would get it as CommonJS, of which nothing can be left out: 2 MB more memory.
        rxjs: join(libs, 'node_modules/rxjs/dist/esm/index.js'),
      },
    },
    // All packages go into the file. The optional one for Windows and macOS is found at run time.
    ssr: { noExternal: true, target: 'node' },
    build: {
      ssr: join(agent, 'src/main.ts'),
      outDir: dirname(file),
      emptyOutDir: false,
      target: 'node20',
      minify: false,
      rolldownOptions: {
        treeshake: { moduleSideEffects: (id) => !/\/(csv-parse|packages\/client|libs\/domain)\//.test(id) },
        output: {
          format,
          entryFileNames: basename(file),
          codeSplitting: false,
          ...(format === 'es' && { banner: '#!/usr/bin/env node' }),
        },
      },
    },
  });
}

if (process.argv[1] === fileURLToPath(import.meta.url))
  await bundle('es', process.argv[2] ?? join(agent, 'build/main.js'));
