import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { type ProgramOptions, runCommandLine } from './command-line.js';

const dir = mkdtempSync(join(tmpdir(), 'esdb-options-'));
const file = (name: string): string => join(dir, name);
writeFileSync(file('users'), 'ann:secret\n');
beforeAll(async () => {
  const pem = await generate([{ name: 'commonName', value: 'localhost' }], { keyType: 'ec' });
  writeFileSync(file('cert'), pem.cert);
  writeFileSync(file('key'), pem.private);
});
afterAll(() => rmSync(dir, { recursive: true }));

const TLS = ['--dir', 'log', '--tls-cert', file('cert'), '--tls-key', file('key')];
const ADMIN_PASSWORD = 'ESDB_NODE_ADMIN_PASSWORD';
const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;

async function run(args: readonly string[], password?: string) {
  const started: ProgramOptions[] = [];
  let [stdout, stderr] = ['', ''];
  const before = process.env[ADMIN_PASSWORD];
  delete process.env[ADMIN_PASSWORD];
  if (password !== undefined) process.env[ADMIN_PASSWORD] = password;
  try {
    const code = await runCommandLine(args, {
      start: async (options) => void started.push(options),
      writeOut: (text) => (stdout += text),
      writeErr: (text) => (stderr += text),
    });
    return { code, started, stdout, stderr };
  } finally {
    if (before === undefined) delete process.env[ADMIN_PASSWORD];
    else process.env[ADMIN_PASSWORD] = before;
  }
}

describe('the command line of the program', () => {
  it('needs a folder and no more', async () => {
    const started = [{ dir: 'log', host: '127.0.0.1', port: 2113 }];
    expect(await run(['--dir', 'log'])).toEqual({ code: 0, started, stdout: '', stderr: '' });
  });

  it('takes port 0, which means any free port, and the highest port', async () => {
    expect((await run(['--dir', 'log', '--port', '0'])).started).toMatchObject([{ port: 0 }]);
    expect((await run(['--dir', 'log', '--port', '65535'])).started).toMatchObject([{ port: 65_535 }]);
  });

  it.each<[string, string[], string | undefined]>([
    ['the command line', ['--admin-password', 'pw'], undefined],
    ['the environment', [], 'pw'],
    ['the command line, not the environment', ['--admin-password', 'pw'], 'another'],
  ])('takes the password of the administrator from %s, and other users from a file', async (_from, args, password) => {
    const { started } = await run([...TLS, ...args, '--users', file('users'), '--name', 'node.example'], password);
    expect(started).toMatchObject([{ name: 'node.example', secure: { tls: { cert: readFileSync(file('cert')) } } }]);
    const users = started[0]?.secure?.users;
    expect(users?.authenticate(basic('admin:pw'))?.name).toBe('admin');
    expect(users?.authenticate(basic('ann:secret'))?.name).toBe('ann');
  });

  it.each([['--help'], ['-h']])('explains itself with an example: %s', async (argument) => {
    const { code, started, stdout, stderr } = await run([argument], 'a-password');
    expect({ code, started, stderr }).toEqual({ code: 0, started: [], stderr: '' });
    expect(stdout).toMatch(/^Usage: npm run -s esdb-node --/);
    expect(stdout).toContain('npm run -s esdb-node -- --dir ./data/log');
    expect(stdout).not.toContain('a-password');
  });

  it.each<[string[], string]>([
    [[], "error: required option '--dir <folder>' not specified"],
    [['--dir', 'log', '--port', 'x'], "argument 'x' is invalid. It is not a port number."],
    [['--dir', 'log', '--port', '65536'], "argument '65536' is invalid. It is not a port number."],
    [['--dir', 'log', '--prot', '1'], "error: unknown option '--prot'"],
    [['--dir', 'log', 'more'], 'error: too many arguments'],
    [['--dir', 'log', '--tls-cert', 'c'], 'error: --tls-cert and --tls-key belong together.'],
    [['--dir', 'log', '--tls-key', 'c'], 'error: --tls-cert and --tls-key belong together.'],
    [['--dir', 'log', '--tls-cert', '/none', '--tls-key', '/none'], 'error: ENOENT'],
    [
      ['--dir', 'log', '--tls-cert', file('users'), '--tls-key', file('users')],
      'are not a certificate and its private key',
    ],
    [['--dir', 'log', '--admin-password', 'hidden'], 'error: Users need TLS'],
    [TLS, 'error: With TLS the node asks who calls'],
    [[...TLS, '--admin-password', ''], 'error: A user needs a name without a colon, and a password.'],
  ])('refuses %j with 2 and its reason: %s', async (args, reason) => {
    const { code, started, stdout, stderr } = await run(args);
    expect({ code, started, stdout }).toEqual({ code: 2, started: [], stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('hidden');
  });

  it('rejects when the node cannot start', async () => {
    const start = () => Promise.reject(new Error('The folder is in use.'));
    const writing = { writeOut: () => undefined, writeErr: () => undefined };
    await expect(runCommandLine(['--dir', 'log'], { start, ...writing })).rejects.toThrow('The folder is in use.');
  });
});
