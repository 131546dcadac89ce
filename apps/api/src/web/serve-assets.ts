import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { extname, join } from 'node:path';
import type { NestExpressApplication } from '@nestjs/platform-express';
import type { Request, Response } from 'express';
import { WEB_FOLDER } from './web-files.js';

const YEAR_SECONDS = 31_536_000;
/** The build writes these forms of a file beside it. The smallest comes first. */
const ENDS = { br: '.br', gzip: '.gz', identity: '' } as const;

/** One form of a file. The tag is another one for other bytes. */
interface Form {
  readonly encoding: string;
  readonly bytes: Buffer;
  readonly etag: string;
}

/**
 * Serves the scripts and styles of the web application. Their names hold a hash of their content,
 * so a browser may keep them for ever. Other answers are marked `no-store` before this one.
 *
 * They are read once, as the index that names them: some 800 KB. So a new build under a running
 * server changes nothing until its next start, and no request opens a file.
 */
export function serveAssets(app: NestExpressApplication, folder = WEB_FOLDER): void {
  const files = filesIn(join(folder, 'assets'));
  app.use('/assets', (request: Request, response: Response, next: () => void) => {
    const forms = ['GET', 'HEAD'].includes(request.method) ? files.get(request.path.slice(1)) : undefined;
    const form = forms?.find(({ encoding }) => request.acceptsEncodings(encoding)) ?? forms?.at(-1);
    if (!form) return next();
    response.vary('Accept-Encoding').set('Cache-Control', `public, max-age=${YEAR_SECONDS}, immutable`);
    response.set('ETag', form.etag).type(extname(request.path));
    if (form.encoding !== 'identity') response.set('Content-Encoding', form.encoding);
    // Express answers 304 when the browser names the tag.
    response.send(form.bytes);
  });
}

/** The forms of each file by its name. The file as it is comes last. */
function filesIn(folder: string): ReadonlyMap<string, readonly Form[]> {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  const plain = names.filter((name) => !['.br', '.gz'].includes(extname(name)));
  const formsOf = (name: string) =>
    Object.entries(ENDS)
      .filter(([, end]) => names.includes(name + end))
      .map(([encoding, end]) => formOf(encoding, readFileSync(join(folder, name + end))));
  return new Map(plain.map((name) => [name, formsOf(name)]));
}

function formOf(encoding: string, bytes: Buffer): Form {
  return { encoding, bytes, etag: `"${createHash('sha256').update(bytes).digest('base64url')}"` };
}
