import { isPlainRemote, parseCommand, UsageError } from './options.js';

const KEY = 'the-key';
const parse = (line: string, env: NodeJS.ProcessEnv = { TIMELEDGER_KEY: KEY }, platform: NodeJS.Platform = 'linux') =>
  parseCommand({ words: line.split(' ').filter(Boolean), env, platform });

describe('the command line', () => {
  it('reads server and key for run, and has defaults for the rest', () => {
    expect(parse('run --server https://t.example/base --data-dir /d')).toEqual({
      name: 'run',
      server: new URL('https://t.example/base'),
      key: KEY,
      dataFolder: '/d',
      display: undefined,
      idleLimitMs: 300_000,
      syncSeconds: undefined,
    });
  });

  it('takes every option', () => {
    expect(
      parse('run --server=http://h:1 --key=k --idle-seconds 60 --sync-seconds 1 --display :5 --data-dir=/d'),
    ).toMatchObject({ key: 'k', idleLimitMs: 60_000, syncSeconds: 1, display: ':5' });
  });

  it.each([
    ['linux', { XDG_DATA_HOME: '/x' }, '/x/timeledger-agent'],
    ['linux', {}, '.local/share/timeledger-agent'],
    ['darwin', {}, 'Library/Application Support/timeledger-agent'],
    ['win32', { LOCALAPPDATA: '/local' }, '/local/timeledger-agent'],
  ] as const)('keeps its data on %s with %p under %s', (platform, env, folder) => {
    expect(parse('status', env, platform)).toMatchObject({ dataFolder: expect.stringMatching(`${folder}$`) as string });
  });

  it.each([
    ['', 'a command is missing: run, status or doctor'],
    ['fly', 'there is no command "fly": run, status or doctor'],
    ['run now --server http://h', 'unexpected word "now"'],
    ['run', '--server URL is missing'],
    ['run --server', "Option '--server <value>' argument missing"],
    ['run --server ftp://h', '--server is not an http or https address'],
    ['run --server example', '--server is not an http or https address'],
    ['run --server http://u:p@h', '--server must not hold a password; use the key'],
    ['run --server http://h --speed 9', "Unknown option '--speed'"],
    ['run --server http://h --idle-seconds 59', '--idle-seconds must be a whole number from 60 to 3600'],
    ['run --server http://h --idle-seconds 3601', '--idle-seconds must be a whole number from 60 to 3600'],
    ['run --server http://h --sync-seconds 0', '--sync-seconds must be a whole number from 1 to 86400'],
    ['run --server http://h --sync-seconds 1.5', '--sync-seconds must be a whole number from 1 to 86400'],
    ['status --data-dir=', '--data-dir is empty'],
  ])('"%s" is refused in one line', (line, message) => {
    expect(() => parse(line)).toThrow(new UsageError(message));
  });

  it.each([
    [{}, 'the key is missing: set TIMELEDGER_KEY or give --key'],
    [{ TIMELEDGER_KEY: 'a\nb' }, 'the key holds characters that no key has'],
  ])('needs a key that fits into a header: %p', (env, message) => {
    expect(() => parse('run --server http://h', env)).toThrow(new UsageError(message));
  });

  it('makes doctor check the server only when one is given', () => {
    expect(parse('doctor', {})).toMatchObject({ name: 'doctor', target: null });
    expect(parse('doctor --server http://h')).toMatchObject({ target: { key: KEY } });
  });

  it('shows help wherever -h stands', () => {
    expect(parse('run -h')).toEqual({ name: 'help' });
  });
});

describe('a server address', () => {
  it.each([
    ['http://example.com', true],
    ['http://192.168.1.4:3000', true],
    ['http://127.0.0.1.example.com', true],
    ['https://example.com', false],
    ['http://localhost:3000', false],
    ['http://127.0.0.1:3000', false],
    ['http://[::1]:3000', false],
  ])('%s sends the key in the clear over a network: %p', (address, expected) => {
    expect(isPlainRemote(new URL(address))).toBe(expected);
  });
});
