import { execFile } from 'node:child_process';
import { join } from 'node:path';

/** The compiled program, which `scripts/ensure.mjs` builds before every test run. */
const PROGRAM = join(process.cwd(), 'dist/apps/projector/src/main.js');
/** No store listens there. */
const NO_STORES = {
  EVENTSTORE_URL: 'esdb://admin:hunter2@127.0.0.1:1?tls=false',
  CLICKHOUSE_URL: 'http://timeledger:hunter2@127.0.0.1:1/timeledger',
};

interface Ended {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the compiled program to its end. */
function projector(words: string[], env: NodeJS.ProcessEnv): Promise<Ended> {
  return new Promise((resolve) => {
    const options = { env: { PATH: process.env['PATH'], ...env }, timeout: 20_000 };
    const child = execFile(process.execPath, [PROGRAM, ...words], options, (_, stdout, stderr) =>
      resolve({ code: child.exitCode, stdout, stderr }),
    );
  });
}

describe('the projector program', () => {
  it.each([[[]], [['rebuild', 'everything']], [['rebuild', '--user', 'me']], [['run', 'twice']]])(
    'says what is wrong when it is given %j, and fails',
    async (words) => {
      const { code, stdout, stderr } = await projector(words, NO_STORES);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      expect(stderr).toMatch(/^error: ./m);
    },
  );

  it('explains itself when it is asked to', async () => {
    const { code, stdout, stderr } = await projector(['--help'], {});
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Usage: npm run -s projector -- /);
  });

  it.each(['run', 'status'])('does not %s without its stores, and names every missing setting', async (command) => {
    const { code, stderr } = await projector([command], { LOG_LEVEL: 'loud' });
    expect(code).toBe(1);
    expect(stderr.match(/^ {2}\w+/gm)).toEqual(['  EVENTSTORE_URL', '  CLICKHOUSE_URL', '  LOG_LEVEL']);
  });

  it('has no status when a store is down: one line, without passwords', async () => {
    const { code, stdout, stderr } = await projector(['status'], NO_STORES);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
    expect(stderr).toBe('status unknown: The event store is not available.\n');
  });
});
