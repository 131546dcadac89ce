import { runCommandLine } from './command-line.js';
import { openNode } from './node.js';

/**
 * The node as a program. It prints `LISTENING <port>` when it answers. SIGTERM or SIGINT stop it.
 */

function fail(error: unknown): never {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
}

// Files of the log are for the user of this process alone.
process.umask(0o077);

process.exitCode = await runCommandLine(process.argv.slice(2), {
  start: async (options) => {
    const node = await openNode({ ...options, portFallsForward: false, onFailure: fail });
    const stop = (): void => void node.close().then(() => process.exit(0), fail);
    process.once('SIGTERM', stop);
    process.once('SIGINT', stop);
    process.stdout.write(`LISTENING ${node.port}\n`);
  },
  writeOut: (text) => void process.stdout.write(text),
  writeErr: (text) => void process.stderr.write(text),
}).catch(fail);
