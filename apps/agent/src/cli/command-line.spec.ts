import { type AgentCommand, type Call } from './command/command.js';
import { runCommandLine } from './command-line.js';
import { COMMANDS } from './commands.js';

const KEY = 'the-key';
const DONE = 3;
const ENV = { XDG_DATA_HOME: '/x', XDG_CONFIG_HOME: '/no-such-folder', HOME: '/home/a' };

async function run(line: string, env: NodeJS.ProcessEnv = { TIMELEDGER_KEY: KEY }) {
  const asked: Call[] = [];
  let [stdout, stderr] = ['', ''];
  const act = (command: AgentCommand) => ({
    ...command,
    act: (call: Call) => (asked.push(call), Promise.resolve(DONE)),
  });
  const code = await runCommandLine(line.split(' ').filter(Boolean), {
    commands: COMMANDS.map(act),
    env: { ...ENV, ...env },
    platform: 'linux',
    readInput: () => '',
    program: ['agent'],
    writeOut: (text) => (stdout += text),
    writeErr: (text) => (stderr += text),
  });
  return { code, asked, stdout, stderr };
}

const PLAIN = { key: KEY, dataDir: '/x/timeledger-agent', idleSeconds: 300, countsWhenIdle: [] as string[] };

describe('the command line of the agent', () => {
  it.each([
    ['run --server https://t.example/base', { server: new URL('https://t.example/base') }],
    ['run --server http://h --data-dir /d', { server: new URL('http://h'), dataDir: '/d' }],
    [
      'run --server=http://h:1 --key=k --idle-seconds 60 --sync-seconds 1 --counts-when-idle vlc,,zoom --display :5 --data-dir=/d',
      {
        ...{ server: new URL('http://h:1'), key: 'k', dataDir: '/d', display: ':5' },
        ...{ idleSeconds: 60, syncSeconds: 1, countsWhenIdle: ['vlc', 'zoom'] },
      },
    ],
    ['status', {}],
    ['status --display :1 --data-dir /d', { dataDir: '/d', display: ':1' }],
    ['doctor', {}],
    ['doctor --server http://h', { server: new URL('http://h') }],
    ['rules add drop --title x --data-dir /d', { dataDir: '/d' }],
    ['rules --data-dir /d', { dataDir: '/d' }],
    ['config set --data-dir /d server http://h', { dataDir: '/d' }],
  ])('does "%s" and ends with its code', async (line, settings) => {
    const { asked, ...rest } = await run(line);
    expect(rest).toEqual({ code: DONE, stdout: '', stderr: '' });
    expect(asked).toHaveLength(1);
    expect(asked[0]?.settings).toMatchObject({ ...PLAIN, ...settings });
  });

  it('prefers the key of the command line', async () => {
    expect((await run('run --server http://h --key k')).asked).toMatchObject([{ settings: { key: 'k' } }]);
  });

  it.each(['--help', '-h', 'run -h', 'run --help', 'help doctor'])('explains itself: "%s"', async (line) => {
    const { code, asked, stdout, stderr } = await run(line);
    expect({ code, asked, stderr }).toEqual({ code: 0, asked: [], stderr: '' });
    expect(stdout).toMatch(/^Usage: npm run agent --/);
    expect(stdout).not.toContain(KEY);
  });

  it('shows an example, and the defaults of the settings', async () => {
    expect((await run('--help')).stdout).toMatch(/^ {2}focus +Starts, ends and shows focus sessions\.$/m);
    expect((await run('--help')).stdout).toContain('npm run agent -- login --server https://time.example.com');
    const { stdout } = await run('run --help');
    expect(stdout).toContain('60 to 3600 (default: 300)');
    expect(stdout.replace(/\s+/g, ' ')).toContain('(default: as the server says)');
  });

  it.each([
    ['', 'error: a command is missing'],
    ['fly', "error: unknown command 'fly'"],
    ['run now --server http://h', "error: too many arguments for 'run'"],
    ['run --server', "error: option '--server <url>' argument missing"],
    ['run --server ftp://h', 'error: --server: It is not an http or https address.'],
    ['run --server example', 'error: --server: It is not an http or https address.'],
    ['run --server http://u:secret@h', 'error: --server: It must not hold a password. Use the key.'],
    ['doctor --server http://u:secret@h', 'error: --server: It must not hold a password. Use the key.'],
    ['run --server http://h --speed 9', "error: unknown option '--speed'"],
    ['run --server http://h --idle-seconds 59', "'59' is invalid. It must be a whole number from 60 to 3600."],
    ['run --server http://h --idle-seconds 3601', "'3601' is invalid. It must be a whole number from 60 to 3600."],
    ['run --server http://h --sync-seconds 0', "'0' is invalid. It must be a whole number from 1 to 86400."],
    ['run --server http://h --sync-seconds 1.5', "'1.5' is invalid. It must be a whole number from 1 to 86400."],
    ['status --data-dir=', 'error: --data-dir: It is empty.'],
    ['status --server http://h', "error: unknown option '--server'"],
  ])('refuses "%s" with 2 and its reason', async (line, reason) => {
    const { code, asked, stdout, stderr } = await run(line);
    expect({ code, asked, stdout }).toEqual({ code: 2, asked: [], stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('secret');
  });

  it('refuses a key that does not fit into a header, and does not repeat it', async () => {
    const { code, stderr } = await run('run --server http://h', { TIMELEDGER_KEY: 'secret\nb' });
    expect(code).toBe(2);
    expect(stderr).toBe('error: TIMELEDGER_KEY: The key holds characters that no key has.\n');
  });
});

describe('a command that needs a server', () => {
  const refuse = (line: string, env: NodeJS.ProcessEnv) => {
    let stderr = '';
    const surroundings = {
      commands: COMMANDS,
      env: { ...ENV, ...env },
      platform: 'linux' as const,
      readInput: () => '',
      program: [],
    };
    const words = line.split(' ');
    return runCommandLine(words, { ...surroundings, writeOut: () => {}, writeErr: (text) => (stderr += text) }).then(
      (code) => ({ code, stderr }),
    );
  };

  it.each([
    [
      'run',
      {},
      'error: the server is missing: sign in by "login --server URL", give --server, or set TIMELEDGER_SERVER\n',
    ],
    [
      'run --server http://h',
      {},
      'error: the key is missing: sign in by "login --server URL", or set TIMELEDGER_KEY\n',
    ],
    [
      'run --server http://h',
      { TIMELEDGER_KEY: '' },
      'error: the key is missing: sign in by "login --server URL", or set TIMELEDGER_KEY\n',
    ],
    [
      'doctor --server http://h',
      {},
      'error: the key is missing: sign in by "login --server URL", or set TIMELEDGER_KEY\n',
    ],
  ])('"%s" with %j says what is missing', async (line, env, stderr) => {
    expect(await refuse(line, env)).toEqual({ code: 2, stderr });
  });
});
