import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSecureNode } from '../../../libs/event-store/test/secure-node.js';
import { startServer } from './testing/start-server.js';

let dir: string;
beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), 'timeledger-start-'));
});
afterEach(() => rm(dir, { recursive: true, force: true }));

const start = (environment: object) => startServer(dir, environment);

describe('a server that cannot start says why in words, without a stack or a secret, and ends with 1:', () => {
  it.each([
    [
      'bad settings',
      { PORT: 'x', LOG_LEVEL: 'y' },
      'Invalid settings:\n  PORT must be a port from 0 to 65535\n  LOG_LEVEL must be one of fatal',
    ],
    [
      'an unreadable connection string',
      { EVENTSTORE_URL: 'esdb://user:hunter2@host:port' },
      'EVENTSTORE_URL cannot be read as a connection string.\n',
    ],
    [
      'ClickHouse not there',
      { CLICKHOUSE_URL: 'http://user:hunter2@127.0.0.1:9/x' },
      'ClickHouse could not be started. connect ECONNREFUSED',
    ],
  ])('%s', async (_, environment, words) => {
    const { code, printed } = await start(environment).ended;
    expect(printed).toContain(words);
    expect(printed).not.toMatch(/hunter2|\n {4}at /);
    expect(code).toBe(1);
  });

  it('a wrong password for the event store, and a user who may not read all of it', async () => {
    const secure = await startSecureNode();
    try {
      for (const [connection, words] of [
        [secure.withWrongPassword, 'does not accept the user or the password of EVENTSTORE_URL'],
        [secure.user, 'Give that user the rights that docs/operations.md names'],
      ] as const) {
        const { code, printed } = await start({ EVENTSTORE_URL: connection, LOG_LEVEL: 'error' }).ended;
        expect(printed.split('\n').filter((line) => line && !line.startsWith('listening'))).toHaveLength(1);
        expect(printed).toContain(words);
        expect(printed).not.toMatch(/battery|wrong@|\n {4}at /);
        expect(code).toBe(1);
      }
    } finally {
      await secure.stop();
    }
  });

  it('a port that another program has', async () => {
    const other = createServer().listen(0, '127.0.0.1');
    try {
      await once(other, 'listening');
      const { port } = other.address() as AddressInfo;
      const { code, printed } = await start({ PORT: String(port) }).ended;
      expect(printed).toBe(`Port ${port} is in use. Set PORT to another port, or stop the program that uses it.\n`);
      expect(code).toBe(1);
    } finally {
      other.close();
    }
  });

  it('a data folder that another server uses', async () => {
    const first = start({});
    try {
      await first.listening;
      const { code, printed } = await start({}).ended;
      expect(printed).toMatch(
        /^The embedded event store could not be started\. Another node is using the folder .*\n$/,
      );
      expect(code).toBe(1);
    } finally {
      first.server.kill('SIGTERM');
    }
    expect((await first.ended).code).toBe(0);
  });
});
