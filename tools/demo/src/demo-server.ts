import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

const MAIN = fileURLToPath(new URL('../../../apps/api/src/main.js', import.meta.url));
/**
 * What the server takes over from the environment. The rest could lead it to a real installation.
 */
const TAKEN_OVER = ['PATH', 'HOME', 'TMPDIR', 'SystemRoot', 'HOST', 'TZ'];
/** The demo fills a year at once. */
const NO_LIMITS = { RATE_LIMIT_PER_MINUTE: '0', RATE_LIMIT_PER_HOUR: '0', INGEST_LIMIT_PER_MINUTE: '0' };

/** What the demo prints when all days are there. The script of the pictures waits for it. */
export const WHOLE_YEAR = 'The whole year is there';

export interface DemoServer {
  readonly address: string;
  readonly ended: Promise<unknown>;
  stop(): Promise<void>;
}

/** Starts a server on the folder. Rejects when it ends before it listens: the server prints why. */
export async function startDemoServer(folder: string, port: string): Promise<DemoServer> {
  const environment = Object.fromEntries(TAKEN_OVER.map((name) => [name, process.env[name]]));
  const server = spawn(process.execPath, [MAIN], {
    env: { ...environment, ...NO_LIMITS, DATA_DIR: folder, PORT: port, LOG_LEVEL: 'warn' },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const ended = once(server, 'exit');
  const listening = (async () => {
    for await (const line of createInterface({ input: server.stdout })) {
      const address = /^listening on (\S+)$/.exec(line)?.[1];
      if (address !== undefined) return address;
    }
    return undefined;
  })();
  const address = await listening;
  if (address === undefined) throw new Error('The server of the demo did not start.');
  server.stdout.resume();
  return {
    address,
    ended,
    async stop() {
      server.kill('SIGTERM');
      await ended;
    },
  };
}
