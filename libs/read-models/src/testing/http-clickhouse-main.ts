/**
 * Test support as a program: `--dir D --port P --user U --password S`. Prints `LISTENING <port>`.
 * SIGTERM stops it.
 */
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import { startHttpClickHouse } from './http-clickhouse.js';

const text = { type: 'string' } as const;
const { values } = parseArgs({ options: { dir: text, port: text, user: text, password: text } });
const { dir, port, user, password } = values;
if (dir === undefined || user === undefined || password === undefined) {
  throw new Error('--dir, --user and --password are needed');
}
const server = await startHttpClickHouse({ dir, port: Number(port ?? 0), user, password });
const stopped = once(process, 'SIGTERM');
process.stdout.write(`LISTENING ${server.port}\n`);
await stopped;
await server.close();
