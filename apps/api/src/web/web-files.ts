import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** From the compiled file, and from the source in tests. */
const CANDIDATES = ['../../../../../dist-web', '../../../../dist-web'].map((path) =>
  fileURLToPath(new URL(path, import.meta.url)),
);

/** The folder that the build of `apps/web` fills, beside `dist/`. */
export const WEB_FOLDER = CANDIDATES.find((folder) => existsSync(folder)) ?? CANDIDATES[0] ?? '';

/**
 * The one HTML file of the web application, for any of its addresses. `basePath` is the path of the
 * public URL without a slash at its end: '' or `/time`. Undefined when the application was not
 * built.
 */
export function webIndex(basePath: string, folder = WEB_FOLDER): string | undefined {
  const path = join(folder, 'index.html');
  if (!existsSync(path)) return undefined;
  return readFileSync(path, 'utf8').replace('<head>', `<head>\n    <base href="${basePath}/" />`);
}
