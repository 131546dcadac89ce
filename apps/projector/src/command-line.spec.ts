import { type RebuildRequest, runCommandLine } from './command-line.js';

const USER = '0b6e4ef3-31a5-4d6c-9d5f-5b2f0c1d7a10';
const BOTH = ['buckets', 'daily'];
const STOPPED = 3;

async function run(args: readonly string[]) {
  const asked: (string | RebuildRequest)[] = [];
  let [stdout, stderr] = ['', ''];
  const code = await runCommandLine(args, {
    commands: {
      run: async () => asked.push('run') - 1,
      rebuild: async (request) => (asked.push(request), STOPPED),
      status: async () => asked.push('status') - 1,
      startOver: async () => asked.push('start-over') - 1,
    },
    tables: BOTH,
    projections: { activity: BOTH },
    writeOut: (text) => (stdout += text),
    writeErr: (text) => (stderr += text),
  });
  return { code, asked, stdout, stderr };
}

describe('the command line of the projector', () => {
  it.each([
    [['run'], 0, 'run'],
    [['status'], 0, 'status'],
    [['start-over'], 0, 'start-over'],
    [['rebuild'], STOPPED, { tables: BOTH, userId: undefined, restart: false }],
    [['rebuild', 'activity'], STOPPED, { tables: BOTH, userId: undefined, restart: false }],
    [['rebuild', 'daily', '--restart'], STOPPED, { tables: ['daily'], userId: undefined, restart: true }],
    [['rebuild', '--user', USER], STOPPED, { tables: BOTH, userId: USER, restart: false }],
    [['rebuild', '--user', USER, 'buckets'], STOPPED, { tables: ['buckets'], userId: USER, restart: false }],
  ])('does %j and ends with its code', async (args, code, asked) => {
    expect(await run(args)).toEqual({ code, asked: [asked], stdout: '', stderr: '' });
  });

  it.each([[['--help']], [['-h']], [['rebuild', '--help']], [['help', 'run']]])('explains itself: %j', async (args) => {
    const { code, asked, stdout, stderr } = await run(args);
    expect({ code, asked, stderr }).toEqual({ code: 0, asked: [], stderr: '' });
    expect(stdout).toMatch(/^Usage: npm run -s projector --/);
  });

  it('shows an example', async () => {
    expect((await run(['--help'])).stdout).toContain('npm run -s projector -- rebuild devices');
  });

  it.each([
    [[], 'error: a command is missing'],
    [['rbuild'], "error: unknown command 'rbuild'"],
    [['run', 'twice'], "error: too many arguments for 'run'"],
    [
      ['rebuild', 'everything'],
      "'everything' is invalid for argument 'name'. Allowed choices are activity, buckets, daily.",
    ],
    [['rebuild', 'daily', 'buckets'], "error: too many arguments for 'rebuild'"],
    [['rebuild', '--user', 'me'], "argument 'me' is invalid. The id of a user looks like 0b6e4ef3-"],
    [['rebuild', '--user'], "error: option '--user <id>' argument missing"],
    [['rebuild', '--again'], "error: unknown option '--again'"],
  ])('refuses %j with 2 and its reason', async (args, reason) => {
    const { code, asked, stdout, stderr } = await run(args);
    expect({ code, asked, stdout }).toEqual({ code: 2, asked: [], stdout: '' });
    expect(stderr).toContain(reason);
  });
});
