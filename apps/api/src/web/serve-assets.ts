import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import sirv from 'sirv';
import { WEB_FOLDER } from './web-files.js';

const YEAR_SECONDS = 31_536_000;

/**
 * Serves the scripts and styles of the web application. Their names hold a hash of their content,
 * so a browser may keep them for ever. They lie beside their compressed forms.
 */
export function serveAssets(app: NestExpressApplication, folder = WEB_FOLDER): void {
  const assets = join(folder, 'assets');
  if (!existsSync(assets)) return;
  app.use('/assets', sirv(assets, { immutable: true, maxAge: YEAR_SECONDS, brotli: true, gzip: true, etag: true }));
}
