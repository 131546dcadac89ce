import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import { Subject } from 'rxjs';
import { type Answers, openControl } from '../../control/control-server.js';
import { type RunningState } from '../../control/questions.js';
import { holdFolder } from '../../spool/hold-folder.js';
import { itWhen } from '../../testing/it-when.js';
import { withTemporaryFolder } from '../../testing/temporary-folder.js';
import { runCommandLine } from '../command-line.js';
import { COMMANDS } from '../commands.js';
import { listenerIn } from './port-holder.js';

const KEY = 'key-that-no-output-may-hold';
const AT = Date.UTC(2026, 10, 30, 12);
const STATE: RunningState = {
  ...{ startedAt: AT, source: 'X11 display :0', server: 'https://time.example/', missing: [], lost: null },
  extension: {
    ...{ port: 27_352, isOpen: true },
    paired: [
      { browser: 'chromium', pairedAt: AT, heardAt: AT + 60_000 },
      { browser: 'firefox', pairedAt: AT, heardAt: null },
    ],
  },
  ...{ current: { application: 'Editor' }, paused: null, hours: null, unstored: 0, problems: [] },
};

async function run(folder: string, words: string[], env: NodeJS.ProcessEnv = {}) {
  let [stdout, stderr] = ['', ''];
  const code = await runCommandLine([...words, '--data-dir', join(folder, 'data')], {
    ...{ commands: COMMANDS, platform: 'linux', program: ['agent'], readInput: () => '' },
    env: { HOME: folder, TIMELEDGER_EXTENSION_PORT: '0', ...env },
    writeOut: (text) => (stdout += text),
    writeErr: (text) => (stderr += text),
  });
  expect(stdout + stderr).not.toContain(KEY);
  return { code, stdout, stderr };
}

/** The fields of an answer with the kinds of their values, so that a change of the shape shows. */
const shapeOf = (value: unknown): unknown => {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])];
  if (typeof value !== 'object' || value === null) return value === null ? null : typeof value;
  return Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, shapeOf(inner)]));
};

/** A folder on which an agent runs that answers with this state. */
async function withAgent(work: (folder: string) => Promise<void>): Promise<void> {
  await withTemporaryFolder(async (folder) => {
    const data = join(folder, 'data');
    await mkdir(data);
    const hold = await holdFolder(data, { mayYield: () => false, yielded: () => undefined });
    const control = await openControl(data, { state: async () => STATE } as unknown as Answers, {
      tail: new Subject(),
    });
    try {
      await work(folder);
    } finally {
      await control?.close();
      await hold?.release();
    }
  });
}

describe('status', () => {
  it('has a shape in JSON that programs may rely on', () =>
    withAgent(async (folder) => {
      const { code, stdout } = await run(folder, ['status', '--json', '--display', ':0'], { TIMELEDGER_KEY: KEY });
      expect(code).toBe(0);
      expect(shapeOf(JSON.parse(stdout))).toEqual({
        dataFolder: 'string',
        desktop: { name: 'string', isSupported: 'boolean' },
        missing: [],
        waiting: 'number',
        setAside: 'number',
        key: { kind: 'string', path: null, mode: null, warning: null },
        running: { user: 'string', host: 'string', pid: 'number', since: 'string', answers: 'boolean' },
        ...{ server: 'string', current: { application: 'string' }, lost: null, unstored: 'number' },
        ...{ paused: null, hours: null },
        extension: {
          ...{ port: 'number', isOpen: 'boolean', holder: null },
          paired: [{ browser: 'string', pairedAt: 'string', heardAt: 'string' }],
        },
        ...{ version: 'string', newerAgent: null, problems: [], lastSync: null, exitCode: 'number' },
      });
    }));

  it('tells which extension is paired, and when it was heard', () =>
    withAgent(async (folder) => {
      const { stdout } = await run(folder, ['status', '--display', ':0']);
      expect(stdout).toMatch(/^extension +port 27352 is open$/m);
      expect(stdout).toMatch(/^extension +chromium, paired 2026-11-30 \d\d:\d\d, heard 2026-11-30 \d\d:\d\d:00$/m);
      expect(stdout).toMatch(/^extension +firefox, paired 2026-11-30 \d\d:\d\d, not heard since the start$/m);
      expect(stdout).toMatch(/^key +none$/m);
    }));

  it('tells where the key is, with the mode of its file', () =>
    withTemporaryFolder(async (folder) => {
      const config = join(folder, '.config/timeledger-agent');
      await mkdir(config, { recursive: true });
      const login = { server: 'http://127.0.0.1:1', key: KEY, keyId: 'i', email: 'a@b.c', name: 'n' };
      await writeFile(join(config, 'login.json'), JSON.stringify(login), { mode: 0o600 });
      const { stdout } = await run(folder, ['status', '--display', ':0']);
      expect(stdout).toMatch(/^key +in .*\/login\.json \(0600\)$/m);
      const doctor = await run(folder, ['doctor', '--json', '--display', ':0'], { TIMELEDGER_KEY: KEY });
      const { findings } = JSON.parse(doctor.stdout) as { findings: { subject: string; finding: string }[] };
      expect(findings).toContainEqual({ subject: 'key', isGood: true, isPartial: false, finding: 'in TIMELEDGER_KEY' });
      expect((await run(folder, ['doctor', '--key', KEY])).stdout).toMatch(/^FAIL key +a key in a flag shows/m);
    }));

  const onLinux = itWhen(process.platform === 'linux', 'who holds a port', 'Linux');
  onLinux('names the program that holds the port for the extension', () =>
    withTemporaryFolder(async (folder) => {
      const server = createServer().listen(0, '127.0.0.1');
      await once(server, 'listening');
      const { port } = server.address() as AddressInfo;
      const env = { TIMELEDGER_EXTENSION_PORT: String(port) };
      const { stdout } = await run(folder, ['status', '--display', ':0'], env);
      expect(stdout).toMatch(new RegExp(`^extension +port ${port} is held by .*, process ${process.pid}$`, 'm'));
      expect((await run(folder, ['doctor'], env)).stdout).toMatch(
        new RegExp(`^FAIL extension +port ${port} is held`, 'm'),
      );
      server.close();
      await once(server, 'close');
      expect((await run(folder, ['status'], env)).stdout).toMatch(new RegExp(`port ${port} is closed$`, 'm'));
    }),
  );
});

it('a program of another user is found in the table of connections', () => {
  const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:6AD8 00000000:0000 0A 00000000:00000000 00:00000000 00000000  1000        0 4711 1 0
   1: 0100007F:6AD9 0100007F:6AD8 01 00000000:00000000 00:00000000 00000000  1001        0 4712 1 0`;
  expect(listenerIn(table, 27_352)).toEqual({ user: 1_000, inode: '4711' });
  expect(listenerIn(table, 27_353)).toBeNull();
  expect(listenerIn('', 27_352)).toBeNull();
});
