import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { itWhen } from '../src/testing/it-when.js';
import { until } from '../src/testing/until.js';

const MEGABYTES = 1_024;
const LIMIT_MS = 600_000;
const isLinux = process.platform === 'linux' && process.arch === 'x64';
const onLinux = itWhen(isLinux, 'the single executable and the .deb', 'Linux x64');
const PROGRAM = '/usr/bin/timeledger-agent';
/** An agent that a person has installed stays as it is. */
const mayInstall = isLinux && existsSync('/etc/debian_version') && process.getuid?.() === 0 && !existsSync(PROGRAM);
const onDebian = itWhen(mayInstall, 'the .deb in the system', 'root on Debian, without the agent');

let folder: string;
let home: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'timeledger-agent-package-'));
  home = join(folder, 'home');
  mkdirSync(home);
  const script = join(process.cwd(), 'apps/agent/packaging/build-packages.mjs');
  // postject warns about sections of Node on stderr.
  execFileSync(process.execPath, [script, join(folder, 'built')], { stdio: ['ignore', 'pipe', 'pipe'] });
}, LIMIT_MS);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const built = (suffix: string): string => {
  const name = readdirSync(join(folder, 'built')).find((file) => file.endsWith(suffix));
  if (name === undefined) throw new Error(`no ${suffix} was built`);
  return join(folder, 'built', name);
};
/** What the program prints, in a home of its own and with no Node in its path. */
const run = (program: string, words: string[], path = '/nowhere'): string => {
  const env = { HOME: home, PATH: path, DISPLAY: ':9' };
  const { stdout, stderr } = spawnSync(program, words, { env, encoding: 'utf8', cwd: home });
  return `${stdout}${stderr}`;
};
const versionOfRoot = () =>
  (JSON.parse(readFileSync(join(process.cwd(), 'package.json'), 'utf8')) as { version: string }).version;

it(
  'the npm package installs in 25 MB at most, without a network, a native module or code of the server, and runs',
  () => {
    const prefix = join(folder, 'prefix');
    const words = ['install', '--global', '--prefix', prefix, '--no-audit', '--no-fund', '--offline', built('.tgz')];
    execFileSync('npm', words, { stdio: 'ignore', env: { ...process.env, HOME: home } });
    const kilobytes = Number(execFileSync('du', ['-sk', prefix], { encoding: 'utf8' }).split('\t')[0]);
    expect(kilobytes).toBeLessThan(25 * MEGABYTES);
    const files = readdirSync(join(prefix, 'lib/node_modules'), { recursive: true, encoding: 'utf8' });
    expect(files.filter((file) => /\.(?:m|c)?js$/.test(file))).toEqual(['timeledger-agent/build/main.js']);
    expect(files.filter((file) => file.endsWith('.node') || file.includes('koffi'))).toEqual([]);
    const text = readFileSync(join(prefix, 'lib/node_modules/timeledger-agent/build/main.js'), 'utf8');
    for (const name of ['@nestjs', '@eventstore', 'EventStoreDBClient', '@clickhouse', 'google-protobuf'])
      expect(text).not.toContain(name);
    const program = join(prefix, 'bin/timeledger-agent');
    expect(run(program, ['--version'], process.env['PATH'])).toBe(`${versionOfRoot()}\n`);
    expect(run(program, ['status'], process.env['PATH'])).toContain('not running');
  },
  LIMIT_MS,
);

onLinux(
  'the .deb needs no Node, and its program runs where there is none',
  () => {
    const deb = built('.deb');
    const field = (name: string) => execFileSync('dpkg-deb', ['--field', deb, name], { encoding: 'utf8' }).trim();
    expect(field('Depends')).toBe('libc6 (>= 2.28), libstdc++6, libgcc-s1');
    expect([field('Package'), field('Version')]).toEqual(['timeledger-agent', versionOfRoot()]);
    const root = join(folder, 'root');
    execFileSync('dpkg-deb', ['--extract', deb, root]);
    const program = join(root, 'usr/bin/timeledger-agent');
    expect(run(program, ['--version'])).toBe(`${versionOfRoot()}\n`);
    expect(run(program, ['status'])).toContain('not running');
    expect(run(program, ['--help'])).toContain('timeledger-agent login --server');
  },
  LIMIT_MS,
);

/** Runs dpkg. Another program may use it at this moment, so it tries again for a while. */
async function dpkg(...words: string[]): Promise<void> {
  let reason = '';
  const done = () => {
    const { status, stderr } = spawnSync('dpkg', words, { encoding: 'utf8' });
    reason = stderr;
    return status === 0 || !/lock/.test(stderr);
  };
  await until(`dpkg ${words.join(' ')}`, done, 120_000, 1_000);
  if (/error/.test(reason)) throw new Error(reason);
}

onDebian(
  'the .deb installs into the system with all that it depends on, runs from the path, and goes without a trace',
  async () => {
    const folderOfPath = join(folder, 'path');
    mkdirSync(folderOfPath);
    try {
      await dpkg('--install', built('.deb'));
      // A folder of its own: the one of the program may hold a Node.
      symlinkSync(PROGRAM, join(folderOfPath, 'timeledger-agent'));
      expect(run('timeledger-agent', ['--version'], folderOfPath)).toBe(`${versionOfRoot()}\n`);
      expect(run('timeledger-agent', ['status'], folderOfPath)).toContain('not running');
      expect(execFileSync('dpkg', ['--verify', 'timeledger-agent'], { encoding: 'utf8' })).toBe('');
    } finally {
      await dpkg('--remove', 'timeledger-agent');
    }
    expect([PROGRAM, '/usr/share/doc/timeledger-agent'].filter(existsSync)).toEqual([]);
  },
  LIMIT_MS,
);
