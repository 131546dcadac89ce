import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { generate } from 'selfsigned';
import { readProgramOptions } from './program-options.js';

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
const basic = (credentials: string): string => `Basic ${Buffer.from(credentials).toString('base64')}`;

describe('the command line of the program', () => {
  it('needs a folder and no more', () => {
    expect(readProgramOptions(['--dir', 'log'], {})).toEqual({ dir: 'log', host: '127.0.0.1', port: 2113 });
  });

  it.each<[string, string[], NodeJS.ProcessEnv]>([
    ['the command line', ['--admin-password', 'pw'], {}],
    ['the environment', [], { ESDB_NODE_ADMIN_PASSWORD: 'pw' }],
  ])('takes the password of the administrator from %s, and other users from a file', (_from, args, env) => {
    const options = readProgramOptions([...TLS, ...args, '--users', file('users'), '--name', 'node.example'], env);
    expect(options).toMatchObject({ name: 'node.example', secure: { tls: { cert: readFileSync(file('cert')) } } });
    expect(options.secure?.users.authenticate(basic('admin:pw'))?.name).toBe('admin');
    expect(options.secure?.users.authenticate(basic('ann:secret'))?.name).toBe('ann');
  });

  it.each<[string[], string]>([
    [[], '--dir is missing'],
    [['--dir', 'log', '--port', 'x'], '--port x is not a port number.'],
    [['--dir', 'log', '--prot', '1'], "Unknown option '--prot'"],
    [['--dir', 'log', '--tls-cert', 'c'], '--tls-cert and --tls-key belong together.'],
    [['--dir', 'log', '--tls-key', 'c'], '--tls-cert and --tls-key belong together.'],
    [['--dir', 'log', '--tls-cert', '/none', '--tls-key', '/none'], 'ENOENT'],
    [
      ['--dir', 'log', '--tls-cert', file('users'), '--tls-key', file('users')],
      'are not a certificate and its private key',
    ],
    [['--dir', 'log', '--admin-password', 'pw'], 'Users need TLS'],
    [TLS, 'With TLS the node asks who calls'],
    [[...TLS, '--admin-password', ''], 'A user needs a name without a colon, and a password.'],
  ])('%j is refused: %s', (args, message) => {
    expect(() => readProgramOptions(args, {})).toThrow(message);
  });
});
