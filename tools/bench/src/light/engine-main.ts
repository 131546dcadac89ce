import { createRequire } from 'node:module';
import type * as ChdbConnection from 'chdb/connection';

/** The in-process engine and nothing else, on a folder: `engine-main.js FOLDER`. */
const { createChdbConnection } = createRequire(import.meta.url)('chdb/connection') as typeof ChdbConnection;
const engine = createChdbConnection({ path: process.argv[2] as string });
await engine.ping({ select: true });
const staying = setInterval(() => undefined, 2 ** 30);
process.once('SIGTERM', () => {
  clearInterval(staying);
  void engine.close();
});
process.stdout.write('listening on nothing\n');
