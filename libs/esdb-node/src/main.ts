import { openNode } from './node.js';
import { readProgramOptions, USAGE } from './program-options.js';

/**
 * The node as a program. It prints `LISTENING <port>` when it answers. SIGTERM or SIGINT stop it.
 */

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

if (process.argv.includes('--help')) {
  process.stdout.write(`${USAGE}\n`);
  process.exit(0);
}
try {
  const options = readProgramOptions(process.argv.slice(2), process.env);
  const node = await openNode({ ...options, portFallsForward: false, onFailure: fail });
  const stop = (): void => void node.close().then(() => process.exit(0), fail);
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  process.stdout.write(`LISTENING ${node.port}\n`);
} catch (error) {
  fail(error);
}
