import { type Commands, runCommandLine } from './command-line.js';

const KEY = 'the-key';
const DONE = 3;

async function run(line: string, key: string | null = KEY) {
  const asked: object[] = [];
  let [stdout, stderr] = ['', ''];
  const command = (name: keyof Commands) => (options: object) => (
    asked.push({ name, ...options }),
    Promise.resolve(DONE)
  );
  const before = process.env['TIMELEDGER_KEY'];
  delete process.env['TIMELEDGER_KEY'];
  if (key !== null) process.env['TIMELEDGER_KEY'] = key;
  try {
    const code = await runCommandLine(line.split(' ').filter(Boolean), {
      commands: { run: command('run'), status: command('status'), doctor: command('doctor') },
      env: { XDG_DATA_HOME: '/x' },
      platform: 'linux',
      writeOut: (text) => (stdout += text),
      writeErr: (text) => (stderr += text),
    });
    return { code, asked, stdout, stderr };
  } finally {
    if (before === undefined) delete process.env['TIMELEDGER_KEY'];
    else process.env['TIMELEDGER_KEY'] = before;
  }
}

const DATA = '/x/timeledger-agent';
const PLAIN_RUN = { name: 'run', key: KEY, dataFolder: DATA, idleLimitMs: 300_000, countsWhenIdle: [] as string[] };

describe('the command line of the agent', () => {
  it.each([
    ['run --server https://t.example/base', { ...PLAIN_RUN, server: new URL('https://t.example/base') }],
    ['run --server http://h --data-dir /d', { ...PLAIN_RUN, server: new URL('http://h'), dataFolder: '/d' }],
    [
      'run --server=http://h:1 --key=k --idle-seconds 60 --sync-seconds 1 --counts-when-idle vlc,,zoom --display :5 --data-dir=/d',
      {
        ...{ name: 'run', server: new URL('http://h:1'), key: 'k', dataFolder: '/d', display: ':5' },
        ...{ idleLimitMs: 60_000, syncSeconds: 1, countsWhenIdle: ['vlc', 'zoom'] },
      },
    ],
    ['status', { name: 'status', dataFolder: DATA }],
    ['status --display :1 --data-dir /d', { name: 'status', dataFolder: '/d', display: ':1' }],
    ['doctor', { name: 'doctor', dataFolder: DATA, target: null }],
    [
      'doctor --server http://h',
      { name: 'doctor', dataFolder: DATA, target: { server: new URL('http://h'), key: KEY } },
    ],
  ])('does "%s" and ends with its code', async (line, asked) => {
    expect(await run(line)).toEqual({ code: DONE, asked: [asked], stdout: '', stderr: '' });
  });

  it('prefers the key of the command line, and doctor without a server needs none', async () => {
    expect((await run('run --server http://h --key k')).asked).toMatchObject([{ key: 'k' }]);
    expect((await run('doctor', null)).code).toBe(DONE);
  });

  it.each(['--help', '-h', 'run -h', 'run --help', 'help doctor'])('explains itself: "%s"', async (line) => {
    const { code, asked, stdout, stderr } = await run(line);
    expect({ code, asked, stderr }).toEqual({ code: 0, asked: [], stderr: '' });
    expect(stdout).toMatch(/^Usage: npm run agent --/);
    expect(stdout).not.toContain(KEY);
  });

  it('shows an example', async () => {
    expect((await run('--help')).stdout).toContain('npm run agent -- run --server https://time.example.com');
  });

  it.each([
    ['', 'error: a command is missing'],
    ['fly', "error: unknown command 'fly'"],
    ['run now --server http://h', "error: too many arguments for 'run'"],
    ['run', "error: required option '--server <url>' not specified"],
    ['run --server', "error: option '--server <url>' argument missing"],
    ['run --server ftp://h', 'error: --server is not an http or https address'],
    ['run --server example', 'error: --server is not an http or https address'],
    ['run --server http://u:secret@h', 'error: --server must not hold a password; use the key'],
    ['doctor --server http://u:secret@h', 'error: --server must not hold a password; use the key'],
    ['run --server http://h --speed 9', "error: unknown option '--speed'"],
    ['run --server http://h --idle-seconds 59', "'59' is invalid. It must be a whole number from 60 to 3600."],
    ['run --server http://h --idle-seconds 3601', "'3601' is invalid. It must be a whole number from 60 to 3600."],
    ['run --server http://h --sync-seconds 0', "'0' is invalid. It must be a whole number from 1 to 86400."],
    ['run --server http://h --sync-seconds 1.5', "'1.5' is invalid. It must be a whole number from 1 to 86400."],
    ['status --data-dir=', "option '--data-dir <folder>' argument '' is invalid. It is empty."],
    ['status --server http://h', "error: unknown option '--server'"],
  ])('refuses "%s" with 2 and its reason', async (line, reason) => {
    const { code, asked, stdout, stderr } = await run(line);
    expect({ code, asked, stdout }).toEqual({ code: 2, asked: [], stdout: '' });
    expect(stderr).toContain(reason);
    expect(stderr).not.toContain('secret');
  });

  it.each([
    [null, 'error: the key is missing: set TIMELEDGER_KEY or give --key'],
    ['', 'error: the key is missing: set TIMELEDGER_KEY or give --key'],
    ['secret\nb', 'error: the key holds characters that no key has'],
  ])('needs a key that fits into a header, and does not repeat it: %j', async (key, reason) => {
    for (const line of ['run --server http://h', 'doctor --server http://h']) {
      const { code, stderr } = await run(line, key);
      expect({ code, asked: stderr.includes(reason) }).toEqual({ code: 2, asked: true });
      expect(stderr).not.toContain('secret');
    }
  });
});
