import { existsSync } from 'node:fs';
import type { ServerResponse } from 'node:http';
import { join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import sirv from 'sirv';
import { WEB_FOLDER } from './web-files.js';

const YEAR_SECONDS = 31_536_000;

/**
 * Serves the scripts and styles of the web application. Their names hold a hash of their content,
 * so a browser may keep them for ever. They lie beside their compressed forms. Other answers are
 * marked `no-store` before, and sirv keeps what is set, so this sets it again.
 *
 * `dev` looks for the file at each request. Without it sirv opens what was there at the start, and
 * a file that a new build took away ends the process.
 */
export function serveAssets(app: NestExpressApplication, folder = WEB_FOLDER): void {
  const assets = join(folder, 'assets');
  if (!existsSync(assets)) return;
  const setHeaders = (response: ServerResponse) =>
    response.setHeader('Cache-Control', `public, max-age=${YEAR_SECONDS}, immutable`);
  app.use('/assets', sirv(assets, { dev: true, brotli: true, gzip: true, etag: true, setHeaders }));
}
