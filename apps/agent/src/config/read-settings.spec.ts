import { readSettings, unknownVariables, WrongSettings } from './read-settings.js';

const FILE = '/home/a/.config/timeledger-agent/config.toml';

const read = (text: string | null, env: NodeJS.ProcessEnv = {}, flags: Record<string, string> = {}) =>
  readSettings({ env: { HOME: '/home/a', ...env }, platform: 'linux', flags, file: { path: FILE, text } });

function problemsOf(text: string, env: NodeJS.ProcessEnv = {}, flags: Record<string, string> = {}): string[] {
  try {
    read(text, env, flags);
  } catch (error) {
    if (error instanceof WrongSettings) return error.message.split('\n');
    throw error;
  }
  return [];
}

describe('the settings in force', () => {
  it('are the defaults without any source', () => {
    expect(read(null)).toEqual({
      settings: expect.objectContaining({
        filmsCount: 'named',
        idleSeconds: 300,
        syncSeconds: undefined,
        countsWhenIdle: [],
      }),
      origins: expect.objectContaining({ idleSeconds: 'default' }),
    });
  });

  it.each([
    ['60', undefined, undefined, [60, `${FILE}, line 1, idle-seconds`]],
    ['60', '70', undefined, [70, 'TIMELEDGER_IDLE_SECONDS']],
    ['60', '70', '80', [80, '--idle-seconds']],
    ['60', '', undefined, [60, `${FILE}, line 1, idle-seconds`]],
    [null, undefined, '80', [80, '--idle-seconds']],
  ])('file %j, environment %j, flag %j: the strongest counts', (file, variable, idleSeconds, inForce) => {
    const text = file === null ? null : `idle-seconds = ${file}`;
    const flags = idleSeconds === undefined ? {} : { idleSeconds };
    const { settings, origins } = read(text, { TIMELEDGER_IDLE_SECONDS: variable }, flags);
    expect([settings.idleSeconds, origins.idleSeconds]).toEqual(inForce);
  });

  it('are read from a file with comments, lists and Windows line ends', () => {
    const text =
      '\ufeff# mine\r\n\r\nserver = "https://h" # the server\r\ncounts-when-idle = ["a, b", "c"] # films\r\n';
    expect(read(text).settings).toMatchObject({ server: new URL('https://h'), countsWhenIdle: ['a, b', 'c'] });
  });
});

describe('a wrong setting is a sentence with its place', () => {
  it.each([
    ['idle-second = 60', 'line 1: idle-second is no setting; did you mean idle-seconds?'],
    ['\n\nIdle-Seconds = 60', 'line 3: Idle-Seconds is no setting; did you mean idle-seconds?'],
    ['servre = "https://h"', 'line 1: servre is no setting; did you mean server?'],
    ['colour = "red"', 'line 1: colour is no setting'],
    ['idle-seconds = 5', "line 1, idle-seconds: '5' is invalid. It must be a whole number from 60 to 3600."],
    ['idle-seconds = ["60"]', 'line 1, idle-seconds: It must be one value, not a list.'],
    ['idle-seconds = 60\nidle-seconds = 70', 'line 2: idle-seconds is there twice'],
    ['idle-seconds: 60', 'line 1: this line must look like: name = "value"'],
    ['[agent]', 'line 1: this line must look like: name = "value"'],
    ['server = https://h', 'line 1: the value of server must be "text", a number, true, false, or ["a", "b"]'],
    ['key = secret', 'line 1: the value of key must be "text", a number, true, false, or ["a", "b"]'],
    ['server = "https://u:secret@h"', 'line 1, server: It must not hold a password. Use the key.'],
    ['key = "secret key"', 'line 1, key: The key holds characters that no key has.'],
    ['counts-when-idle = ["a", 1]', 'line 1: the value of counts-when-idle must be "text", a number,'],
  ])('%j', (text, problem) => {
    const [told, ...more] = problemsOf(text);
    expect(more).toEqual([]);
    expect(told).toContain(`${FILE}, ${problem}`);
    expect(told).not.toContain('secret');
  });

  it('and all problems are told at once, also of a value that another one overrides', () => {
    const problems = problemsOf('idle-seconds = 5\nbad', { TIMELEDGER_SYNC_SECONDS: 'x' }, { idleSeconds: '60' });
    expect(problems.map((problem) => problem.slice(0, 24))).toEqual([
      `${FILE}, line 2`.slice(0, 24),
      `${FILE}, line 1`.slice(0, 24),
      'TIMELEDGER_SYNC_SECONDS:',
    ]);
  });

  it('and control characters of a file do not reach the terminal', () => {
    const [told] = problemsOf('idle-seconds = "\\u001b[2J\\u0007"');
    // eslint-disable-next-line no-control-regex
    expect(told).not.toMatch(/[\u0000-\u001f\u007f-\u009f]/);
  });
});

it('names variables that no setting has', () => {
  const env = { TIMELEDGER_IDLE_SECOND: '1', TIMELEDGER_KEY: 'k', TIMELEDGER_CONFIG: '/c', PATH: '/bin' };
  expect(unknownVariables(env)).toEqual([
    'TIMELEDGER_IDLE_SECOND is no setting; did you mean TIMELEDGER_IDLE_SECONDS?',
  ]);
});
