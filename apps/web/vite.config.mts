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
  },
});
