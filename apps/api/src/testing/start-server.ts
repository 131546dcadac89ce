import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/** The compiled server, which `scripts/ensure.mjs` builds before every test run. */
const SERVER = fileURLToPath(new URL('../../../../dist/apps/api/src/main.js', import.meta.url));

/** Starts the server as a process on a data folder, with any free ports. */
export function startServer(dataDir: string, environment: object) {
  const settings = { DATA_DIR: dataDir, PORT: '0', LOG_LEVEL: 'silent' };
  const server = spawn(process.execPath, [SERVER], {
    env: { ...process.env, NODE_OPTIONS: '', ...settings, ...environment },
  });
  let printed = '';
  for (const stream of [server.stdout, server.stderr])
    stream.on('data', (text: Buffer) => (printed += text.toString()));
  return {
    server,
    /** All that it has printed so far. */
    printed: () => printed,
    listening: once(server.stdout, 'data'),
    ended: once(server, 'close').then(([code]) => ({ code: code as number | null, printed })),
  };
}
