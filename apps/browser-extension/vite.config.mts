import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

const PAGES = ['popup', 'options', 'blocked'];
const pageAt = (id: string) => PAGES.find((page) => basename(id) === `${page}.html`);

/** Makes each page of the one `page.html`: they differ in their script only. */
const pagesFromOne: Plugin = {
  name: 'pages-from-one',
  enforce: 'pre',
  resolveId: (id) => (pageAt(id) === undefined ? undefined : id),
  load: (id) => {
    const page = pageAt(id);
    return page === undefined ? undefined : readFileSync(here('page.html'), 'utf8').replace('PAGE', page);
  },
};

/** Builds the scripts and pages of the extension. `build.mjs` adds manifests and makes the zips. */
export default defineConfig({
  root: here('.'),
  base: './',
  plugins: [pagesFromOne],
  publicDir: here('static'),
  resolve: {
    alias: {
      '@app/domain': here('../../libs/domain/src/index.ts'),
      '@app/client': here('../../packages/client/src/index.ts'),
      // The tokens and the parts of the pages of the web application.
      '@design': here('../web/src/design'),
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('../../dist-extension/built'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // A reviewer of a store reads the code.
    minify: false,
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id) => !/\/(packages\/client|libs\/domain)\//.test(id) },
      input: {
        ...Object.fromEntries(PAGES.map((page) => [page, here(`${page}.html`)])),
        background: here('src/background/background.ts'),
      },
      output: {
        entryFileNames: '[name].js',
        chunkFileNames: 'parts/[name]-[hash].js',
        assetFileNames: 'parts/[name]-[hash][extname]',
      },
    },
  },
});
