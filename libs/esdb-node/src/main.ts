import { parseArgs } from 'node:util';
import { openNode } from './node.js';

/** The node as a program: `--dir D [--port P] [--host H]`. Says `LISTENING <port>` when it answers; SIGTERM stops it. */

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

function readOptions(): { dir: string; port: number; host: string } {
  const { values } = parseArgs({
    options: { dir: { type: 'string' }, port: { type: 'string' }, host: { type: 'string' } },
  });
  if (values.dir === undefined) throw new Error('--dir is missing: the folder that holds the log.');
  const port = Number(values.port ?? 2113);
  if (!Number.isInteger(port)) throw new Error(`--port ${values.port} is not a port number.`);
  return { dir: values.dir, port, host: values.host ?? '127.0.0.1' };
}

try {
  const node = await openNode({ ...readOptions(), portFallsForward: false, onFailure: fail });
  const stop = (): void => void node.close().then(() => process.exit(0), fail);
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`LISTENING ${node.port}\n`);
} catch (error) {
  fail(error);
}
