import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** Builds the pages into `dist-web/`: an index without inline script or style, and hashed files. */
export default defineConfig({
  root: here('.'),
  base: './',
  resolve: {
    alias: {
      '@app/client': here('../../packages/client/src/index.ts'),
      '@app/domain': here('../../libs/domain/src/index.ts'),
      // Its build for browsers: the other one needs the Buffer of Node.
      'csv-parse/sync': 'csv-parse/browser/esm/sync',
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  build: {
    outDir: here('../../dist-web'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
    // Only the page that imports a file gets it.
    rolldownOptions: {
      treeshake: { moduleSideEffects: (id) => !/\/(csv-parse|packages\/client|libs\/domain)\//.test(id) },
    },
  },
});
