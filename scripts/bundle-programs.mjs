/**
 * Makes each program of `dist/` one bundle in `dist/programs/`, with the packages that it needs: a start then reads
 * some thirty files instead of 2,200. What the sources import with `import()` stays in files of its own, and is read
 * when it is needed. The main file of a program only imports its bundle.
 *
 *     dist/apps/api/src/main.js   ->   import '../../../programs/api.js'
 *
 * `ensure.mjs` runs it after the compiler.
 */
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { rolldown } from 'rolldown';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const dist = join(root, 'dist');
const programs = join(dist, 'programs');

/** The main file of each program. */
const MAIN_FILES = {
  api: 'apps/api/src/main.js',
  admin: 'apps/admin/src/main.js',
  projector: 'apps/projector/src/main.js',
  'esdb-node': 'libs/esdb-node/src/main.js',
  'esdb-worker': 'libs/esdb-node/src/worker.js',
};

/** Packages with native code, which find it beside their own files. */
const NATIVE = ['lmdb', 'chdb', '@node-rs/argon2'];

/** Where a source lies is told from `dist/`, because a bundle lies elsewhere. */
const whereSourcesLie = {
  name: 'where-sources-lie',
  transform(code, id) {
    if (!code.includes('import.meta.url')) return null;
    const path = JSON.stringify(relative(programs, id));
    return { code: code.replaceAll('import.meta.url', `new URL(${path}, import.meta.url).href`), map: null };
  },
};

/**
 * With `--enable-source-maps`, stacks tell lines of our sources. Lines of packages are left out: a program has all its
 * maps in memory.
 *
 * Node keeps a text that is not ASCII as two bytes a letter, and a program keeps all its text. So other letters are
 * written as escapes.
 */
const mapsOfOurSources = {
  name: 'maps-of-our-sources',
  load(id) {
    if (!/\.([cm]?js|json)$/.test(id) || !existsSync(id)) return null;
    const isOurs = id.startsWith(`${dist}/`) && existsSync(`${id}.map`);
    return { code: readFileSync(id, 'utf8'), map: isOurs ? readFileSync(`${id}.map`, 'utf8') : { mappings: '' } };
  },
  generateBundle(_options, files) {
    for (const file of Object.values(files)) {
      if (file.type === 'chunk') file.code = file.code.replace(/[^\x00-\x7f]/g, escaped);
      else if (file.fileName.endsWith('.map')) file.source = withoutTexts(file.source);
    }
  },
};

const escaped = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`;
const withoutTexts = (map) => JSON.stringify({ ...JSON.parse(map), sourcesContent: undefined });

const inputs = Object.fromEntries(Object.entries(MAIN_FILES).map(([name, path]) => [name, join(dist, path)]));
rmSync(programs, { recursive: true, force: true });
const bundle = await rolldown({
  input: inputs,
  platform: 'node',
  external: (id) => NATIVE.some((name) => id === name || id.startsWith(`${name}/`)),
  plugins: [whereSourcesLie, mapsOfOurSources],
  resolve: {
    // Node would get it as CommonJS, of which nothing can be left out.
    alias: { rxjs: resolve(root, 'node_modules/rxjs/dist/esm/index.js') },
  },
  onLog(level, log, next) {
    // Nest asks for packages that are not installed, and does without them.
    if (log.code !== 'UNRESOLVED_IMPORT') next(level, log);
  },
});
await bundle.write({
  ...{ dir: programs, format: 'esm', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
  ...{ sourcemap: true, keepNames: true, comments: false },
});

for (const [name, path] of Object.entries(MAIN_FILES)) {
  const file = relative(dirname(join(dist, path)), join(programs, `${name}.js`));
  writeFileSync(join(dist, path), `import '${file}';\n`);
  rmSync(join(dist, `${path}.map`));
}
